package org.pagurus.experiments.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/**
 * Simulates migrations on several threads, each once, until the time is over. What comes out does
 * not depend on the number of threads. Used by any thread.
 */
public final class Trials implements AutoCloseable {
    /** Hears how many are done and how many are known to be wanted. Called by any thread. */
    @FunctionalInterface
    public interface Progress {
        Progress NONE = (done, wanted) -> {};

        void show(int done, int wanted);
    }

    private final TrialRunner runner;
    private final BooleanSupplier timeIsOver;
    private final Progress progress;
    private final ExecutorService threads;
    private final Map<Trial, Future<Optional<TrialResult>>> started = new ConcurrentHashMap<>();

    /** Guarded by this. */
    private int done;

    /** Whether any was left out. Guarded by this. */
    private boolean cutShort;

    /**
     * @param threads how many at a time, 1 or more
     * @param timeIsOver asked before each
     */
    public Trials(TrialRunner runner, int threads, BooleanSupplier timeIsOver, Progress progress) {
        this.runner = runner;
        this.timeIsOver = timeIsOver;
        this.progress = progress;
        this.threads =
                Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().name("trial-", 0).daemon().factory());
    }

    /**
     * Simulates some.
     *
     * @return in the same order, without those for which there was no time
     */
    public Map<Trial, TrialResult> run(List<Trial> trials)
            throws PlanException, InterruptedException {
        trials.forEach(this::start);
        Map<Trial, TrialResult> results = new LinkedHashMap<>();
        for (Trial trial : trials) {
            Optional<TrialResult> result = await(start(trial));
            result.ifPresent(of -> results.put(trial, of));
        }
        return results;
    }

    /**
     * Simulates one.
     *
     * @throws OutOfTimeException when there was no time for it
     */
    public TrialResult run(Trial trial)
            throws PlanException, OutOfTimeException, InterruptedException {
        return await(start(trial)).orElseThrow(OutOfTimeException::new);
    }

    /** How many were simulated. */
    public synchronized int done() {
        return done;
    }

    /** Whether there was no time for some. */
    public synchronized boolean cutShort() {
        return cutShort;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private Future<Optional<TrialResult>> start(Trial trial) {
        return started.computeIfAbsent(
                trial,
                fresh -> threads.submit((Callable<Optional<TrialResult>>) () -> simulate(fresh)));
    }

    private Optional<TrialResult> simulate(Trial trial) throws PlanException {
        if (timeIsOver.getAsBoolean()) {
            synchronized (this) {
                cutShort = true;
            }
            return Optional.empty();
        }
        TrialResult result = runner.run(trial);
        synchronized (this) {
            done++;
            progress.show(done, started.size());
        }
        return Optional.of(result);
    }

    private static Optional<TrialResult> await(Future<Optional<TrialResult>> future)
            throws PlanException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case PlanException refused -> throw refused;
                case RuntimeException unexpected -> throw unexpected;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }
}
