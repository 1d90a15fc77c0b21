package org.pagurus.transport.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.pagurus.codec.select.SelectorKind;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.net.ArpPacket;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.guest.net.UdpDatagram;
import org.pagurus.guest.service.KeyValueProtocol;
import org.pagurus.guest.service.KeyValueRequest;
import org.pagurus.guest.synthetic.ContentMix;
import org.pagurus.guest.synthetic.SyntheticConfig;
import org.pagurus.guest.synthetic.SyntheticGuests;
import org.pagurus.guest.synthetic.Workloads;
import org.pagurus.journal.MemoryJournal;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.protocol.Limits;
import org.pagurus.protocol.ProtocolException;
import org.pagurus.report.Outcome;
import org.pagurus.transport.command.HostClient;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.command.HostRequest;
import org.pagurus.transport.command.MigrationSettings;
import org.pagurus.transport.net.SwitchPort;
import org.pagurus.transport.net.Uplink;
import org.pagurus.transport.net.VirtualSwitch;

/**
 * Encodes pages in every way and moves a small guest to and fro inside this process before the
 * daemon serves. The first pass through code takes tens of milliseconds of loading and linking (a
 * foreign call alone 5 to 20), and in a real migration most of that would fall into the downtime.
 */
public final class Rehearsal {
    private static final String GUEST = "rehearsal";
    private static final long MEMORY_BYTES = 16L << 20;
    private static final int STREAMS = 2;

    /** Beside the guest, room for its streams' windows. */
    private static final long MEMORY_LIMIT_BYTES =
            MEMORY_BYTES + ((long) STREAMS << Limits.MAX_WINDOW_LOG);

    private static final int MIGRATIONS = 8;
    private static final long ANSWER_LIMIT_SECONDS = 5;
    private static final NicAddress NIC =
            new NicAddress(MacAddress.parse("52:54:00:00:00:01"), Ipv4Address.parse("10.0.0.1"));
    private static final NicAddress CLIENT =
            new NicAddress(MacAddress.parse("52:54:00:00:00:02"), Ipv4Address.parse("10.0.0.2"));

    private Rehearsal() {}

    /**
     * Rehearses; takes two seconds or so.
     *
     * @throws IOException when a migration could not be made within this process, so that a real
     *     one would fail as well
     */
    public static void run(DirtyLogKind dirtyLog) throws IOException, InterruptedException {
        try {
            CodecRehearsal.run();
        } catch (ProtocolException e) {
            throw new IOException("rehearsal: " + e.getMessage(), e);
        }
        try (VirtualSwitch virtualSwitch = VirtualSwitch.start();
                HostDaemon here = daemon(dirtyLog, virtualSwitch);
                HostDaemon there = daemon(dirtyLog, virtualSwitch)) {
            start(here);
            for (int i = 0; i < MIGRATIONS; i++) {
                HostDaemon from = i % 2 == 0 ? here : there;
                HostDaemon to = i % 2 == 0 ? there : here;
                talkToTheGuest(virtualSwitch.address());
                migrate(from, to, i % 4 == 3 ? Verification.FULL : Verification.DIGEST);
            }
        }
    }

    private static HostDaemon daemon(DirtyLogKind dirtyLog, VirtualSwitch virtualSwitch)
            throws IOException {
        return HostDaemon.start(
                new HostConfig(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        Uplink.toSwitch(virtualSwitch.address()),
                        MEMORY_LIMIT_BYTES,
                        0,
                        dirtyLog,
                        Path.of("."),
                        HostConfig.DEFAULT_CONNECTION_LIMIT),
                new MemoryJournal());
    }

    private static void start(HostDaemon host) throws IOException, InterruptedException {
        SyntheticConfig config =
                new SyntheticConfig(
                        Workloads.parse("uniform"),
                        ContentMix.TYPICAL,
                        50 << 20,
                        4 << 20,
                        1 << 20,
                        1,
                        1);
        GuestDescription guest = SyntheticGuests.describe(GUEST, MEMORY_BYTES, NIC, config);
        try (HostClient client = HostClient.connect(host.address())) {
            HostReply reply =
                    client.ask(
                            new HostRequest.StartGuest(
                                    GUEST,
                                    guest.kind(),
                                    MEMORY_BYTES,
                                    NIC.mac().toString(),
                                    NIC.ip().toString(),
                                    guest.configuration().toByteArray()));
            if (!(reply instanceof HostReply.Done)) {
                throw new IOException("rehearsal: " + reply);
            }
        }
    }

    /**
     * An address resolved, a value written. An answer that does not come is not this code's
     * concern.
     */
    private static void talkToTheGuest(InetSocketAddress virtualSwitch)
            throws IOException, InterruptedException {
        CountDownLatch answers = new CountDownLatch(2);
        byte[] put =
                KeyValueProtocol.encode(
                        new KeyValueRequest.Put(1, 1, 1, new byte[KeyValueProtocol.VALUE_BYTES]));
        try (SwitchPort port = SwitchPort.connect(virtualSwitch, frame -> answers.countDown())) {
            port.accept(
                    new ArpPacket(
                                    ArpPacket.REQUEST,
                                    CLIENT.mac(),
                                    CLIENT.ip(),
                                    new MacAddress(0),
                                    NIC.ip())
                            .toFrame(MacAddress.BROADCAST));
            port.accept(
                    new UdpDatagram(40_000, KeyValueProtocol.DEFAULT_PORT, put)
                            .toFrame(CLIENT, NIC));
            boolean unused = answers.await(ANSWER_LIMIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static void migrate(HostDaemon from, HostDaemon to, Verification verify)
            throws IOException, InterruptedException {
        MigrationSettings settings =
                new MigrationSettings(
                        STREAMS,
                        "predictive",
                        300_000_000,
                        300_000_000,
                        0,
                        100,
                        60_000_000_000L,
                        verify,
                        0,
                        SelectorKind.ADAPTIVE.toString(),
                        1,
                        MEMORY_BYTES,
                        0);
        InetSocketAddress address = to.address();
        try (HostClient client = HostClient.connect(from.address())) {
            HostReply reply =
                    client.migrate(
                            new HostRequest.Migrate(
                                    GUEST, address.getHostString(), address.getPort(), settings),
                            progress -> {});
            if (!(reply instanceof HostReply.Migrated m)
                    || m.report().outcome() != Outcome.COMPLETED) {
                throw new IOException("rehearsal: " + reply);
            }
        }
    }
}
