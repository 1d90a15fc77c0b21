package org.pagurus.transport.driver;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that decode page frames. One pool serves all migrations that come to a host, so that
 * their number does not grow with these; one core is left to the event loops, which feed them.
 */
public final class Decoders {
    private static final long IDLE_LIMIT_MS = 2_000;

    private Decoders() {}

    /**
     * A pool of at most as many daemon threads as there are cores, less one. They end when they are
     * idle, so it need not be shut down. Its queue has one task for each page stream at most.
     */
    public static ExecutorService newPool() {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        IDLE_LIMIT_MS,
                        TimeUnit.MILLISECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().name("decoder-", 0).daemon().factory());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
