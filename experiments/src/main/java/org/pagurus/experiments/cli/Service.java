package org.pagurus.experiments.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;

/** Something that serves until the process is told to stop, and is closed then. */
final class Service {
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** From here on SIGTERM and Ctrl-C close the service before the process ends. */
    Service(AutoCloseable service) {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> close(service)));
    }

    /**
     * Waits for the end.
     *
     * @param endOfInput whether the end of standard input is one
     */
    void await(boolean endOfInput) throws InterruptedException {
        if (endOfInput) {
            Thread.ofPlatform().name("input").daemon().start(() -> drain(System.in));
        }
        stopped.await();
    }

    private void drain(InputStream input) {
        try {
            while (input.read() >= 0) {
                // Whatever is typed means nothing.
            }
        } catch (IOException e) {
            // As good as its end.
        }
        stopped.countDown();
    }

    private static void close(AutoCloseable service) {
        try {
            service.close();
        } catch (Exception e) {
            // The process ends now in any case.
        }
    }
}
