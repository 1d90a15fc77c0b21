package org.pagurus.experiments.faults;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.pagurus.simulator.fault.PlanMaker;
import org.pagurus.simulator.fault.SeedRange;
import org.pagurus.simulator.fault.Tally;
import org.pagurus.simulator.fault.Trial;
import org.pagurus.simulator.fault.TrialMemory;
import org.pagurus.simulator.fault.TrialResult;

/** Trials of many seeds, on all threads that there may be. */
public final class Campaign {
    /** A thread takes so many seeds at a time. */
    private static final int CHUNK = 32;

    /** Violations that are kept; the others are counted. */
    private static final int MOST_KEPT = 100;

    private final SeedRange seeds;
    private final boolean keepGoing;
    private final AtomicLong next;
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
        this.seeds = seeds;
        this.keepGoing = keepGoing;
        next = new AtomicLong(seeds.first());
    }

    /**
     * Runs all; once.
     *
     * @param threads 1 or more
     * @param progress is told how many more trials are done, by all threads
     */
    public Result run(int threads, LongConsumer progress) throws InterruptedException {
        ExecutorService pool =
                Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().name("trials-", 0).daemon().factory());
        try {
            List<Callable<Result>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                tasks.add(() -> runSome(progress));
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

    private Result runSome(LongConsumer progress) {
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
                TrialResult result = Trial.run(PlanMaker.plan(seed), memory);
                tally.add(result);
                progress.accept(1);
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
