package org.pagurus.transport.net.linux;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A ping that goes on until it is closed. */
public final class TestPing implements AutoCloseable {
    private static final long ANSWER_LIMIT_SECONDS = 30;

    private final Process process;
    private final Semaphore answers = new Semaphore(0);

    TestPing(List<String> command) throws IOException {
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Thread.ofPlatform().daemon().start(this::read);
    }

    /** Waits for answers that have not come yet. */
    public void awaitAnswer() throws InterruptedException {
        answers.drainPermits();
        assertTrue(
                answers.tryAcquire(3, ANSWER_LIMIT_SECONDS, TimeUnit.SECONDS),
                "the guest does not answer");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void read() {
        process.inputReader()
                .lines()
                .filter(line -> line.contains("bytes from"))
                .forEach(line -> answers.release());
    }
}
