package org.pagurus.guest.software;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PauseGateTest {
    private final PauseGate gate = new PauseGate();

    @Test
    void isClosedAtTheStart() {
        assertFalse(gate.tryEnter());
    }

    @Test
    void letsWritersInAfterResume() throws InterruptedException {
        gate.resume();
        assertTrue(gate.enter());
        assertTrue(gate.tryEnter());
    }

    @Test
    void pauseWaitsForWhoeverIsInside() throws InterruptedException {
        gate.resume();
        assertTrue(gate.tryEnter());
        AtomicBoolean paused = new AtomicBoolean();
        Thread pauser =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    gate.pause();
                                    paused.set(true);
                                });
        awaitWaiting(pauser);
        assertFalse(paused.get());
        assertFalse(gate.tryEnter(), "a closing gate lets nobody in");
        gate.leave();
        pauser.join();
        assertTrue(paused.get());
    }

    @Test
    void pauseKeepsWaitingWhenInterrupted() throws InterruptedException {
        gate.resume();
        assertTrue(gate.tryEnter());
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread pauser =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    gate.pause();
                                    interrupted.set(Thread.currentThread().isInterrupted());
                                });
        awaitWaiting(pauser);
        pauser.interrupt();
        gate.leave();
        pauser.join();
        assertTrue(interrupted.get());
    }

    @Test
    void waitingWritersGoOnAfterResume() throws InterruptedException {
        AtomicBoolean entered = new AtomicBoolean();
        Thread writer = Thread.ofPlatform().start(() -> entered.set(enter()));
        awaitWaiting(writer);
        gate.resume();
        writer.join();
        assertTrue(entered.get());
    }

    @Test
    void shutSendsWaitingWritersAway() throws InterruptedException {
        AtomicBoolean entered = new AtomicBoolean(true);
        Thread writer = Thread.ofPlatform().start(() -> entered.set(enter()));
        awaitWaiting(writer);
        gate.shut();
        writer.join();
        assertFalse(entered.get());
    }

    @Test
    void staysShutAfterResume() throws InterruptedException {
        gate.shut();
        gate.resume();
        assertFalse(gate.tryEnter());
        assertFalse(gate.enter());
    }

    @Test
    void nothingIsWrittenBetweenPauseAndResume() throws InterruptedException {
        AtomicLong written = new AtomicLong();
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            writers.add(Thread.ofPlatform().start(() -> writeUntilShut(written)));
        }
        for (int pause = 0; pause < 500; pause++) {
            long before = written.get();
            gate.resume();
            while (written.get() == before) {
                Thread.onSpinWait();
            }
            gate.pause();
            long atPause = written.get();
            Thread.yield();
            assertEquals(atPause, written.get(), "pause " + pause);
        }
        gate.shut();
        for (Thread writer : writers) {
            writer.join();
        }
    }

    private void writeUntilShut(AtomicLong written) {
        while (enter()) {
            written.incrementAndGet();
            gate.leave();
        }
    }

    private boolean enter() {
        try {
            return gate.enter();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            assertTrue(thread.isAlive());
            Thread.onSpinWait();
        }
    }
}
