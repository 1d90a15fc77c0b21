package org.pagurus.simulator.fault;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.pagurus.simulator.driver.SourceTap;

/** Trials of many seeds, on all threads that there may be. */
public final class Campaign {
    /** A thread takes so many seeds at a time. */
    private static final int CHUNK = 32;

    /** Violations that are kept; the others are counted. */
    private static final int MOST_KEPT = 100;

    private final SeedRange seeds;
    private final boolean keepGoing;
    private final Supplier<SourceTap> taps;
    private final AtomicLong next;
    private final AtomicLong done = new AtomicLong();
    private volatile boolean stopped;

    /**
     * What came of it.
     *
     * @param violated trials that violated something, by seed; 100 at most
     */
    public record Result(Tally tally, List<TrialResult> violated) {}

    /**
     * @param keepGoing whether to go on behind a violation
     */
    public Campaign(SeedRange seeds, boolean keepGoing) {
        this(seeds, keepGoing, () -> SourceTap.NONE);
    }

    /**
     * @param taps one for each trial
     */
    Campaign(SeedRange seeds, boolean keepGoing, Supplier<SourceTap> taps) {
        this.seeds = seeds;
        this.keepGoing = keepGoing;
        this.taps = taps;
        next = new AtomicLong(seeds.first());
    }

    /** How many trials have been done; from any thread. */
    public long done() {
        return done.get();
    }

    /**
     * Runs all; once.
     *
     * @param threads 1 or more
     */
    public Result run(int threads) throws InterruptedException {
        ExecutorService pool =
                Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().name("trials-", 0).daemon().factory());
        try {
            List<Callable<Result>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                tasks.add(this::runSome);
            }
            Tally tally = new Tally();
            List<TrialResult> violated = new ArrayList<>();
            for (Future<Result> part : pool.invokeAll(tasks)) {
                tally.add(part.get().tally);
                violated.addAll(part.get().violated);
            }
            violated.sort(Comparator.comparingLong(result -> result.plan().seed()));
            return new Result(tally, violated.subList(0, Math.min(MOST_KEPT, violated.size())));
        } catch (ExecutionException e) {
            throw new IllegalStateException("a trial ended in an error of its own", e.getCause());
        } finally {
            stopped = true;
            pool.shutdownNow();
        }
    }

    private Result runSome() {
        Tally tally = new Tally();
        List<TrialResult> violated = new ArrayList<>();
        TrialMemory memory = new TrialMemory();
        while (!stopped) {
            long first = next.getAndAdd(CHUNK);
            if (first > seeds.last()) {
                break;
            }
            long behind = Math.min(first + CHUNK, seeds.last() + 1);
            for (long seed = first; seed < behind && !stopped; seed++) {
                TrialResult result = Trial.run(PlanMaker.plan(seed), memory, taps.get(), null);
                tally.add(result);
                done.incrementAndGet();
                if (result.violation() != null) {
                    if (violated.size() < MOST_KEPT) {
                        violated.add(result);
                    }
                    stopped |= !keepGoing;
                }
            }
        }
        return new Result(tally, violated);
    }
}
