package org.pagurus.experiments.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.results.RunKey;
import org.pagurus.experiments.results.RunLine;
import org.pagurus.experiments.scenario.read.ScenarioPoints;
import org.pagurus.experiments.scenario.run.RunProgress;

/**
 * Threads that make runs. Whoever starts one takes its end in time, so no more ends wait than there
 * are threads. Stopped from any thread; otherwise used by one.
 */
final class Workers implements AutoCloseable {
    /**
     * How a run ended: with one of the two, or with neither when it was stopped.
     *
     * @param line what it found
     * @param failure why it could not be made
     */
    record Ended(RunKey key, @Nullable RunLine line, @Nullable Throwable failure) {}

    /**
     * A run looks now and then whether it is to stop; filling a large guest's memory it does not.
     */
    private static final long STOP_WAIT_S = 20;

    private final ScenarioPoints points;
    private final ExecutorService pool;
    private final List<Thread> threads = new ArrayList<>();
    private final LinkedBlockingQueue<Ended> ended;
    private volatile boolean stopped;

    Workers(ScenarioPoints points, int count) {
        this.points = points;
        ended = new LinkedBlockingQueue<>(count);
        pool = Executors.newFixedThreadPool(count, this::newThread);
    }

    private Thread newThread(Runnable work) {
        Thread thread = Thread.ofPlatform().name("run-" + threads.size()).daemon().unstarted(work);
        synchronized (threads) {
            threads.add(thread);
        }
        return thread;
    }

    void start(RunKey key) {
        pool.execute(() -> ended.add(run(key)));
    }

    /** Has all runs end soon, and none start any more. */
    void stop() {
        stopped = true;
        synchronized (threads) {
            threads.forEach(Thread::interrupt);
        }
    }

    boolean isStopped() {
        return stopped;
    }

    /**
     * Waits for the end of a run, and takes all that have ended; none when they were stopped and
     * take too long to heed it.
     */
    List<Ended> take() throws InterruptedException {
        List<Ended> taken = new ArrayList<>();
        while (taken.isEmpty()) {
            // A thread may be stopped while we wait.
            Ended first = ended.poll(STOP_WAIT_S, TimeUnit.SECONDS);
            if (first != null) {
                taken.add(first);
            } else if (stopped) {
                return taken;
            }
            ended.drainTo(taken);
        }
        return taken;
    }

    private Ended run(RunKey key) {
        RunProgress untilStopped =
                (virtualNs, endNs, events) -> {
                    if (stopped) {
                        throw new CancellationException();
                    }
                };
        if (stopped) {
            return new Ended(key, null, null);
        }
        try {
            return new Ended(key, OneRun.of(points, key, untilStopped), null);
        } catch (Throwable e) {
            // Being stopped breaks runs in more than one way.
            return new Ended(key, null, stopped ? null : e);
        }
    }

    @Override
    public void close() {
        stop();
        pool.shutdown();
    }
}
