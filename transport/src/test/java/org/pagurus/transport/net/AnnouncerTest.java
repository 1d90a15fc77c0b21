package org.pagurus.transport.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pagurus.guest.net.Announcement;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;

class AnnouncerTest {
    private static final NicAddress GUEST =
            new NicAddress(MacAddress.parse("52:54:00:12:34:56"), Ipv4Address.parse("10.0.0.2"));

    private final ManualExecutor executor = new ManualExecutor();
    private final List<byte[]> sent = new ArrayList<>();
    private final Announcer announcer = new Announcer(executor, AnnounceSchedule.QEMU);

    @AfterEach
    void shutDown() {
        executor.shutdownNow();
    }

    @Test
    void sendsTheFirstRoundBeforeItReturns() {
        announcer.announce(GUEST, sent::add);
        assertEquals(2, sent.size());
        assertArrayEquals(Announcement.gratuitousArp(GUEST), sent.get(0));
        assertArrayEquals(Announcement.rarp(GUEST.mac()), sent.get(1));
    }

    @Test
    void sendsEachRoundAfterTheScheduledDelayAndThenStops() {
        Announcer.Announcing announcing = announcer.announce(GUEST, sent::add);
        assertFalse(announcing.finished().isDone());
        executor.runAll();
        assertEquals(
                Arrays.stream(AnnounceSchedule.QEMU.delaysNs()).skip(1).boxed().toList(),
                executor.delaysNs);
        assertEquals(10, sent.size());
        assertEquals(5, announcing.finished().join());
    }

    @Test
    void sendsNothingAfterItWasClosed() {
        Announcer.Announcing announcing = announcer.announce(GUEST, sent::add);
        executor.runNext();
        announcing.close();
        executor.runAll();
        assertEquals(4, sent.size());
        assertEquals(2, announcing.finished().join());
    }

    @Test
    void stopsWhenTheExecutorIsShutDown() {
        executor.shutdown();
        assertEquals(1, announcer.announce(GUEST, sent::add).finished().join());
        assertEquals(2, sent.size());
    }

    @Test
    void runsOnARealExecutor() throws Exception {
        List<byte[]> frames = new ArrayList<>();
        try (ScheduledThreadPoolExecutor real = new ScheduledThreadPoolExecutor(1)) {
            int rounds =
                    new Announcer(real, new AnnounceSchedule(1_000_000, 0, 1_000_000, 3))
                            .announce(GUEST, frames::add)
                            .finished()
                            .get(20, TimeUnit.SECONDS);
            assertEquals(3, rounds);
        }
        assertEquals(6, frames.size());
    }

    /** Keeps what is scheduled until the test runs it. */
    private static final class ManualExecutor extends ScheduledThreadPoolExecutor {
        private final Deque<Runnable> waiting = new ArrayDeque<>();
        private final List<Long> delaysNs = new ArrayList<>();

        ManualExecutor() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            waiting.add(command);
            delaysNs.add(unit.toNanos(delay));
            // Far away: the test runs the command itself.
            return super.schedule(() -> {}, 1, TimeUnit.DAYS);
        }

        void runNext() {
            waiting.remove().run();
        }

        void runAll() {
            while (!waiting.isEmpty()) {
                runNext();
            }
        }
    }
}
