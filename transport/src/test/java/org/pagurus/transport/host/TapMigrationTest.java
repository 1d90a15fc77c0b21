package org.pagurus.transport.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.guest.net.Announcement;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.journal.Journal;
import org.pagurus.journal.JournalRecord;
import org.pagurus.journal.MemoryJournal;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.command.HostRequest;
import org.pagurus.transport.net.GuestPort;
import org.pagurus.transport.net.Uplink;
import org.pagurus.transport.net.linux.SpeakerWatch;
import org.pagurus.transport.net.linux.TestPing;
import org.pagurus.transport.net.linux.TestSegment;

/** Who speaks for a guest's MAC on a real bridge while the guest moves, or stays after all. */
@Timeout(120)
class TapMigrationTest {
    private static final long MIB = 1 << 20;

    /** The guest's, as {@link TestHosts} makes it, on the client's network. */
    private static final NicAddress GUEST =
            new NicAddress(MacAddress.parse("52:54:00:00:00:02"), Ipv4Address.parse("10.0.0.2"));

    private TestSegment segment;
    private TestHosts hosts;
    private SpeakerWatch watch;

    @BeforeAll
    static void needsRealNetworks() {
        Optional<String> missing = TestSegment.unavailable();
        assumeTrue(missing.isEmpty(), missing::get);
    }

    @BeforeEach
    void makeSegment() throws Exception {
        segment = new TestSegment();
        watch = segment.watch(GUEST);
    }

    @AfterEach
    void stop() throws Exception {
        if (watch != null) {
            watch.close();
        }
        if (hosts != null) {
            hosts.close();
        }
        if (segment != null) {
            segment.close();
        }
    }

    @Test
    void theOldHostsPortIsSilentBeforeTheNewOneSpeaks() throws Exception {
        startHosts(new MemoryJournal());
        List<String> speakers = new ArrayList<>(List.of(TestSegment.SOURCE));
        try (TestPing ping = segment.startPing(GUEST)) {
            for (int i = 0; i < 6; i++) {
                ping.awaitAnswer();
                boolean back = i % 2 == 1;
                MigrationReport report =
                        TestHosts.completed(
                                TestHosts.migrate(
                                        back ? hosts.destination : hosts.source,
                                        (back ? hosts.source : hosts.destination)
                                                .address()
                                                .getPort(),
                                        TestHosts.settings(2, Verification.DIGEST, 0),
                                        reply -> {}));
                assertEquals(Boolean.TRUE, report.memoryIdentical());
                speakers.add(back ? TestSegment.SOURCE : TestSegment.DESTINATION);
            }
            ping.awaitAnswer();
        }
        assertEquals(
                speakers,
                watch.turns().stream().map(SpeakerWatch.Turn::port).toList(),
                () -> "each host speaks in one turn: " + watch.turns());
        assertEquals(0, watch.missedFrames());
        assertTrue(segment.leadsTo(TestSegment.SOURCE, GUEST));
    }

    /** The port is silent by itself, whatever the device behind it does. */
    @Test
    void theOldHostsPortIsSilentThoughItsGuestBabblesWhilePaused() throws Exception {
        AtomicBoolean babbling = new AtomicBoolean(true);
        hosts =
                new TestHosts(
                        DirtyLogKind.SOFTWARE,
                        babbling(segment.uplink(TestSegment.SOURCE), babbling),
                        babbling(segment.uplink(TestSegment.DESTINATION), babbling),
                        new MemoryJournal());
        hosts.startGuest(20 * MIB, GUEST);
        TestHosts.completed(hosts.migrate(TestHosts.settings(2, Verification.DIGEST, 0)));
        segment.ping(GUEST, 10);
        babbling.set(false);
        assertEquals(
                List.of(TestSegment.SOURCE, TestSegment.DESTINATION),
                watch.turns().stream().map(SpeakerWatch.Turn::port).toList(),
                () -> "each host speaks in one turn: " + watch.turns());
        assertTrue(watch.turns().getFirst().frames() > 10, () -> "babbled: " + watch.turns());
    }

    @Test
    void theSourcesPortSpeaksAgainAfterACancel() throws Exception {
        startHosts(new MemoryJournal());
        CountDownLatch started = new CountDownLatch(1);
        Thread canceller =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try {
                                        started.await();
                                        TestHosts.ask(
                                                hosts.source,
                                                new HostRequest.Cancel(TestHosts.GUEST));
                                    } catch (Exception e) {
                                        throw new AssertionError(e);
                                    }
                                });
        MigrationReport report =
                assertInstanceOf(
                                HostReply.Migrated.class,
                                TestHosts.migrate(
                                        hosts.source,
                                        hosts.destination.address().getPort(),
                                        TestHosts.settings(2, Verification.DIGEST, 20 * MIB),
                                        progress -> started.countDown()))
                        .report();
        canceller.join();
        assertEquals(Outcome.CANCELLED, report.outcome(), report::toString);
        assertOnlyTheSourceSpeaks();
    }

    @Test
    void theSourcesPortSpeaksAgainAfterAFailureWhileTheGuestIsPaused() throws Exception {
        startHosts(new FullJournal());
        MigrationReport report =
                assertInstanceOf(
                                HostReply.Migrated.class,
                                hosts.migrate(TestHosts.settings(2, Verification.DIGEST, 0)))
                        .report();
        assertEquals(Outcome.FAILED, report.outcome(), report::toString);
        assertTrue(report.reason().contains("disk full"), report::reason);
        assertOnlyTheSourceSpeaks();
    }

    /** Plugs in guests that send through their ports all the time, running here or not. */
    private static Uplink babbling(Uplink uplink, AtomicBoolean babbling) {
        return (guest, received) -> {
            GuestPort port = uplink.plug(guest, received);
            Thread.ofPlatform()
                    .daemon()
                    .start(
                            () -> {
                                while (babbling.get()) {
                                    port.accept(Announcement.rarp(guest.mac()));
                                    LockSupport.parkNanos(200_000);
                                }
                            });
            return port;
        };
    }

    private void startHosts(Journal sourceJournal) throws Exception {
        hosts =
                new TestHosts(
                        DirtyLogKind.SOFTWARE,
                        segment.uplink(TestSegment.SOURCE),
                        segment.uplink(TestSegment.DESTINATION),
                        sourceJournal);
        hosts.startGuest(20 * MIB, GUEST);
    }

    private void assertOnlyTheSourceSpeaks() throws Exception {
        String output = segment.ping(GUEST, 10);
        assertTrue(output.contains(" 10 received"), output);
        assertEquals(
                List.of(TestSegment.SOURCE),
                watch.turns().stream().map(SpeakerWatch.Turn::port).toList());
    }

    /** It can't take the release, which comes when the guest is paused. */
    private static final class FullJournal implements Journal {
        private final Journal journal = new MemoryJournal();

        @Override
        public void append(JournalRecord journalRecord) throws IOException {
            if (journalRecord.step() == JournalRecord.Step.RELEASED) {
                throw new IOException("disk full");
            }
            journal.append(journalRecord);
        }

        @Override
        public Optional<JournalRecord> last(MigrationToken token) {
            return journal.last(token);
        }

        @Override
        public List<JournalRecord> migrations() {
            return journal.migrations();
        }

        @Override
        public List<JournalRecord> guests() {
            return journal.guests();
        }
    }
}
