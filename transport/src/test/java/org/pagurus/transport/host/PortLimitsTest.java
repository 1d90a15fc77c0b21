package org.pagurus.transport.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.guest.synthetic.ContentMix;
import org.pagurus.guest.synthetic.SyntheticConfig;
import org.pagurus.guest.synthetic.SyntheticGuests;
import org.pagurus.guest.synthetic.Workloads;
import org.pagurus.journal.MemoryJournal;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.protocol.ControlMessages;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.protocol.wire.ControlMessage;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.netty.Refusals.Kind;
import org.pagurus.transport.peer.RawPeer;
import org.pagurus.transport.security.TransportSecurity;

/** What one who connects may take. */
@Timeout(60)
class PortLimitsTest {
    private static final int FRAME_BYTES = PortLimits.MIN_FRAME_BYTES;
    private static final PortLimits SMALL =
            new PortLimits(8, 2, 8, 200, FRAME_BYTES, TestHosts.MEMORY_BYTES - 1);

    private final RecordedRefusals refusals = new RecordedRefusals();
    private HostDaemon daemon;

    @BeforeEach
    void start() throws IOException {
        daemon = host(SMALL);
    }

    @AfterEach
    void close() {
        daemon.close();
    }

    @Test
    void aPeerMayNotReserveMoreThanItsMemory() throws Exception {
        try (HostDaemon source = host(PortLimits.DEFAULT);
                TestHosts hosts = new TestHosts(source, daemon, TransportSecurity.NONE)) {
            hosts.startGuest(0);
            for (int i = 0; i < 2; i++) { // what was refused is not held
                MigrationReport report =
                        ((HostReply.Migrated)
                                        hosts.migrate(
                                                TestHosts.settings(1, Verification.DIGEST, 0)))
                                .report();
                assertEquals(Outcome.FAILED, report.outcome());
                assertTrue(
                        report.reason()
                                .contains(
                                        "expected up to the "
                                                + (TestHosts.MEMORY_BYTES - 1)
                                                + " bytes left of what peer 127.0.0.1 may hold"),
                        report::reason);
            }
            TestHosts.assertIntact(source);
            assertNull(TestHosts.guest(daemon));
        }
    }

    @Test
    void aPeerMayNotHaveMoreThanItsConnections() throws Exception {
        try (RawPeer first = RawPeer.command(daemon.address());
                RawPeer second = RawPeer.command(daemon.address())) {
            assertThrows(IOException.class, () -> RawPeer.command(daemon.address()));
            RecordedRefusals.Refused refused = refusals.next();
            assertEquals(Kind.REQUEST, refused.kind(), () -> first + " " + second);
            assertEquals("connections: expected up to 2 of peer 127.0.0.1", refused.reason());
        }
    }

    /** Between a migration's reservation and its page streams others connect and say nothing. */
    @Test
    void idleConnectionsOfOthersDoNotDriveOutAMigrationsStreams() throws Exception {
        MigrationToken token = new MigrationToken(1, 2);
        GuestDescription guest =
                SyntheticGuests.describe(
                        "crab",
                        16 << 20,
                        new NicAddress(
                                MacAddress.parse("52:54:00:00:00:01"),
                                Ipv4Address.parse("10.0.0.1")),
                        new SyntheticConfig(
                                Workloads.parse("idle"), ContentMix.TYPICAL, 0, 4096, 0, 1, 1));
        List<RawPeer> idle = new ArrayList<>();
        try (HostDaemon host = host(new PortLimits(8, 4, 4, 10_000, FRAME_BYTES, 1 << 30));
                RawPeer control = RawPeer.control(host.address(), token)) {
            control.send(
                    ControlMessage.newBuilder()
                            .setToken(token.toBytes())
                            .setSetup(ControlMessages.setup(guest, 1, false, 0, 0))
                            .build());
            assertTrue(control.receive().hasReserved());
            try (RawPeer pages = RawPeer.connect(host.address())) {
                for (int i = 0; i < 12; i++) {
                    idle.add(RawPeer.connect(host.address(), "127.0.0.2"));
                }
                for (int i = 0; i < 8; i++) { // so that it has seen all of them
                    assertEquals(Kind.PLACES, refusals.next().kind());
                }
                pages.send(RawPeer.preface(RawPeer.PAGES, token, 0));
                assertEquals(RawPeer.ACCEPTED, pages.verdict());
            }
        } finally {
            for (RawPeer peer : idle) {
                peer.close();
            }
        }
    }

    @Test
    void aFrameMayNotBeLongerThanTheLimit() throws Exception {
        try (RawPeer control = RawPeer.control(daemon.address(), new MigrationToken(1, 2))) {
            control.send(new byte[] {0, 1, 0, 1}).awaitClosed(); // one byte more
        }
        try (RawPeer command = RawPeer.command(daemon.address())) {
            assertThrows(
                    IOException.class,
                    () -> command.send(new byte[FRAME_BYTES + 1]).sendLine("").receiveLine());
        }
    }

    @Test
    void aPrefaceMayNotTakeLongerThanItsTime() throws Exception {
        try (RawPeer slow = RawPeer.connect(daemon.address())) {
            slow.send(new byte[] {'P', 'G', 'R', 'S'}).awaitClosed();
            assertEquals("no preface within 200 ms", refusals.next().reason());
        }
    }

    @Test
    void limitsOutOfBoundsAreNamed() {
        for (long[] wrong :
                new long[][] {
                    {0, 1, 1, 1, FRAME_BYTES, 1},
                    {1, 0, 1, 1, FRAME_BYTES, 1},
                    {1, 1, 0, 1, FRAME_BYTES, 1},
                    {1, 1, 1, 0, FRAME_BYTES, 1},
                    {1, 1, 1, 1, FRAME_BYTES - 1, 1},
                    {1, 1, 1, 1, PortLimits.MAX_FRAME_BYTES + 1, 1},
                    {1, 1, 1, 1, FRAME_BYTES, 0}
                }) {
            assertThrows(
                    IllegalArgumentException.class,
                    () ->
                            new PortLimits(
                                    (int) wrong[0],
                                    (int) wrong[1],
                                    (int) wrong[2],
                                    wrong[3],
                                    (int) wrong[4],
                                    wrong[5]));
        }
    }

    private HostDaemon host(PortLimits limits) throws IOException {
        return HostDaemon.start(
                new HostConfig(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        null,
                        1L << 30,
                        0,
                        DirtyLogKind.SOFTWARE,
                        Path.of("."),
                        limits,
                        TransportSecurity.NONE),
                new MemoryJournal(),
                refusals);
    }
}
