package org.pagurus.transport.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.guest.BootableGuest;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.guest.synthetic.ContentMix;
import org.pagurus.guest.synthetic.InvariantChecker;
import org.pagurus.guest.synthetic.SyntheticConfig;
import org.pagurus.guest.synthetic.SyntheticGuests;
import org.pagurus.guest.synthetic.Workloads;
import org.pagurus.journal.Journal;
import org.pagurus.journal.MemoryJournal;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;
import org.pagurus.transport.command.HostClient;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.command.HostReply.GuestInfo;
import org.pagurus.transport.command.HostRequest;
import org.pagurus.transport.command.MigrationSettings;
import org.pagurus.transport.net.Uplink;
import org.pagurus.transport.security.TransportSecurity;

/** Two host daemons in this process, and the invariant-checking guest to move between them. */
final class TestHosts implements AutoCloseable {
    static final String GUEST = "crab";
    static final long MEMORY_BYTES = 64L << 20;
    private static final long WORKING_SET_BYTES = 16L << 20;
    private static final NicAddress NIC =
            new NicAddress(MacAddress.parse("52:54:00:00:00:01"), Ipv4Address.parse("10.0.0.1"));

    final HostDaemon source;
    final HostDaemon destination;
    private final TransportSecurity operator;

    TestHosts(DirtyLogKind dirtyLog, long destinationMemoryBytes) throws IOException {
        source = start(dirtyLog, 1L << 30, 0);
        destination = start(dirtyLog, destinationMemoryBytes, 0);
        operator = TransportSecurity.NONE;
    }

    /** Both hosts with as much memory, part of it set aside. */
    TestHosts(DirtyLogKind dirtyLog, long memoryBytes, long preallocatedBytes) throws IOException {
        source = start(dirtyLog, memoryBytes, preallocatedBytes);
        destination = start(dirtyLog, memoryBytes, preallocatedBytes);
        operator = TransportSecurity.NONE;
    }

    /**
     * Hosts of one's own.
     *
     * @param operator how they are commanded
     */
    TestHosts(HostDaemon source, HostDaemon destination, TransportSecurity operator) {
        this.source = source;
        this.destination = destination;
        this.operator = operator;
    }

    /** Both hosts with a network for their guests. */
    TestHosts(
            DirtyLogKind dirtyLog,
            Uplink sourceUplink,
            Uplink destinationUplink,
            Journal sourceJournal)
            throws IOException {
        source = start(dirtyLog, sourceUplink, 1L << 30, 0, sourceJournal);
        destination = start(dirtyLog, destinationUplink, 1L << 30, 0, new MemoryJournal());
        operator = TransportSecurity.NONE;
    }

    private static HostDaemon start(
            DirtyLogKind dirtyLog, long memoryLimitBytes, long preallocatedBytes)
            throws IOException {
        return start(dirtyLog, null, memoryLimitBytes, preallocatedBytes, new MemoryJournal());
    }

    private static HostDaemon start(
            DirtyLogKind dirtyLog,
            @Nullable Uplink uplink,
            long memoryLimitBytes,
            long preallocatedBytes,
            Journal journal)
            throws IOException {
        return HostDaemon.start(
                new HostConfig(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        uplink,
                        memoryLimitBytes,
                        preallocatedBytes,
                        dirtyLog,
                        Path.of("."),
                        HostConfig.DEFAULT_CONNECTION_LIMIT),
                journal);
    }

    /** Starts a guest that writes its working set as fast as this rate. */
    void startGuest(long dirtyRateBytesPerSecond) throws Exception {
        startGuest(dirtyRateBytesPerSecond, NIC);
    }

    void startGuest(long dirtyRateBytesPerSecond, NicAddress nic) throws Exception {
        HostReply reply = startGuestReply(source, operator, dirtyRateBytesPerSecond, nic);
        assertInstanceOf(HostReply.Done.class, reply, reply::toString);
    }

    static void startGuest(HostDaemon host, long dirtyRateBytesPerSecond) throws Exception {
        HostReply reply = startGuestReply(host, dirtyRateBytesPerSecond);
        assertInstanceOf(HostReply.Done.class, reply, reply::toString);
    }

    static HostReply startGuestReply(HostDaemon host, long dirtyRateBytesPerSecond)
            throws Exception {
        return startGuestReply(host, TransportSecurity.NONE, dirtyRateBytesPerSecond, NIC);
    }

    private static HostReply startGuestReply(
            HostDaemon host,
            TransportSecurity operator,
            long dirtyRateBytesPerSecond,
            NicAddress nic)
            throws Exception {
        SyntheticConfig config =
                new SyntheticConfig(
                        Workloads.parse("invariant"),
                        ContentMix.TYPICAL,
                        dirtyRateBytesPerSecond,
                        WORKING_SET_BYTES,
                        1 << 20,
                        1,
                        7);
        try (HostClient client = HostClient.connect(host.address(), operator)) {
            return client.ask(
                    new HostRequest.StartGuest(
                            GUEST,
                            SyntheticGuests.KIND,
                            MEMORY_BYTES,
                            nic.mac().toString(),
                            nic.ip().toString(),
                            config.toBytes().toByteArray()));
        }
    }

    static MigrationSettings settings(
            int streams, Verification verify, long linkRateBytesPerSecond) {
        return new MigrationSettings(
                streams,
                "predictive",
                300_000_000,
                300_000_000,
                0,
                100,
                60_000_000_000L,
                verify,
                linkRateBytesPerSecond,
                "fixed:raw",
                1,
                0,
                30_000_000_000L);
    }

    static MigrationReport completed(HostReply reply) {
        MigrationReport report =
                assertInstanceOf(HostReply.Migrated.class, reply, reply::toString).report();
        assertEquals(Outcome.COMPLETED, report.outcome(), report::toString);
        return report;
    }

    HostReply migrate(MigrationSettings settings) throws Exception {
        return migrate(settings, reply -> {});
    }

    HostReply migrate(MigrationSettings settings, Consumer<HostReply> watcher) throws Exception {
        try (HostClient client = HostClient.connect(source.address(), operator)) {
            return client.migrate(
                    new HostRequest.Migrate(
                            GUEST, "127.0.0.1", destination.address().getPort(), settings),
                    watcher);
        }
    }

    static HostReply migrate(
            HostDaemon from, int port, MigrationSettings settings, Consumer<HostReply> watcher)
            throws Exception {
        try (HostClient client = HostClient.connect(from.address())) {
            return client.migrate(
                    new HostRequest.Migrate(GUEST, "127.0.0.1", port, settings), watcher);
        }
    }

    static HostReply ask(HostDaemon host, HostRequest request) throws Exception {
        try (HostClient client = HostClient.connect(host.address())) {
            return client.ask(request);
        }
    }

    /** The guest as this host describes it, or null when it is not there. */
    static @Nullable GuestInfo guest(HostDaemon host) throws Exception {
        return host.guests().describe(null).stream().findFirst().orElse(null);
    }

    static void assertRunning(HostDaemon host) throws Exception {
        GuestInfo info = guest(host);
        assertTrue(
                info != null
                        && info.place().equals("running")
                        && info.status().startsWith("running"),
                () -> "no running guest but " + info);
    }

    /** Pauses the guest that runs on this host and checks its memory for lost and stale pages. */
    static void assertIntact(HostDaemon host) throws Exception {
        GuestInfo info = guest(host);
        assertTrue(
                info != null && info.place().equals("running"),
                () -> "no running guest but " + info);
        BootableGuest guest = host.guests().guest(GUEST);
        guest.pause();
        InvariantChecker.Result result =
                InvariantChecker.check(
                        guest.memory(), SyntheticConfig.FIRST_PAGE, WORKING_SET_BYTES >>> 12);
        guest.resume();
        assertTrue(result.intact(), result::toString);
    }

    @Override
    public void close() {
        source.close();
        destination.close();
    }
}
