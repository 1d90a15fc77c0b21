package org.pagurus.experiments.demo.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pagurus.experiments.demo.network.DemoNetwork.Host;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.transport.net.linux.NetworkNamespace;

@Timeout(120)
class NamespaceNetworkTest {
    private static final NicAddress CLIENT =
            new NicAddress(MacAddress.parse("52:54:00:00:00:01"), Ipv4Address.parse("10.0.0.1"));
    private static final long SELF = ProcessHandle.current().pid();
    private static final int RECEIVE_LIMIT_MS = 200;
    private static final int ATTEMPTS = 100;

    @BeforeAll
    static void needsNamespaces() {
        TestNamespaces.assumeAvailable();
    }

    @Test
    void networksStandSideBySideAndEachIsRemoved() throws Exception {
        NamespaceNetwork one = NamespaceNetwork.open(CLIENT, 0);
        try (NamespaceNetwork other = NamespaceNetwork.open(CLIENT, 0)) {
            assertEquals(8, TestNamespaces.of(SELF).size());
            one.close();
            one.close();
            assertEquals(4, TestNamespaces.of(SELF).size());
            assertTrue(other.toString().contains(TestNamespaces.of(SELF).getFirst()));
        }
        assertEquals(List.of(), TestNamespaces.of(SELF));
    }

    @Test
    void whatCannotBeMadeLeavesNothing() throws Exception {
        NamespaceNames names = NamespaceNames.fresh();
        NicAddress wrong = new NicAddress(MacAddress.BROADCAST, CLIENT.ip());
        IOException refused = assertThrows(IOException.class, () -> Topology.make(names, wrong));
        assertTrue(refused.getMessage().startsWith("ip -n pagurus-"), refused::getMessage);
        assertEquals(1, refused.getMessage().lines().count());
        assertEquals(List.of(), TestNamespaces.of(SELF));
    }

    @Test
    void removesWhatAKilledDemoLeft() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        String leftover = "pagurus-" + gone.pid() + "-1-client";
        Tool.run("ip netns add " + leftover);
        NamespaceNetwork.open(CLIENT, 0).close();
        assertFalse(Files.exists(NetworkNamespace.DIRECTORY.resolve(leftover)));
    }

    @Test
    void theSettingsAreThoseOfTheNamespaces() throws Exception {
        try (Topology topology = Topology.make(NamespaceNames.fresh(), CLIENT)) {
            for (Host host : Host.values()) {
                assertEquals(
                        "1", topology.host(host).inside(() -> setting("ipv4/conf/all/arp_ignore")));
            }
            assertEquals(
                    "2", topology.client().inside(() -> setting("ipv4/conf/all/arp_announce")));
        }
    }

    @Test
    void aCutLinkCarriesNothingUntilItIsRestored() throws Exception {
        try (Topology topology = Topology.make(NamespaceNames.fresh(), CLIENT);
                DatagramSocket from = socket(topology, Host.SOURCE);
                DatagramSocket to = socket(topology, Host.DESTINATION)) {
            to.setSoTimeout(RECEIVE_LIMIT_MS);
            MigrationLink link = new MigrationLink(topology);
            assertEquals(1, sendUntilReceived(from, to, 1));
            link.cut();
            for (int i = 0; i < 10; i++) {
                send(from, to, 2);
            }
            assertThrows(SocketTimeoutException.class, () -> receive(to));
            link.restore();
            assertEquals(
                    3, sendUntilReceived(from, to, 3), "what was sent while it was cut is lost");
        }
    }

    @Test
    void aRateIsTheLinksInBothDirections() throws Exception {
        try (Topology topology = Topology.make(NamespaceNames.fresh(), CLIENT)) {
            new MigrationLink(topology).limitRate(12_500_000);
            new MigrationLink(topology).limitRate(25_000_000);
            for (Host host : Host.values()) {
                Process tc =
                        new ProcessBuilder(
                                        "tc",
                                        "-n",
                                        topology.host(host).name(),
                                        "qdisc",
                                        "show",
                                        "dev",
                                        Topology.MIGRATION)
                                .start();
                String shown = new String(tc.getInputStream().readAllBytes());
                assertTrue(shown.contains("tbf") && shown.contains("rate 200Mbit"), shown);
            }
        }
    }

    @Test
    void aScheduledCutIsRestoredWhenItIsClosed() throws Exception {
        try (Topology topology = Topology.make(NamespaceNames.fresh(), CLIENT);
                DatagramSocket from = socket(topology, Host.SOURCE);
                DatagramSocket to = socket(topology, Host.DESTINATION)) {
            to.setSoTimeout(RECEIVE_LIMIT_MS);
            MigrationLink link = new MigrationLink(topology);
            // Else the datagram below waits at the source for the neighbour to be found.
            assertEquals(9, sendUntilReceived(from, to, 9));
            LinkCut atOnceForAnHour = new LinkCut(0, 3_600_000_000_000L);
            try (ScheduledCut cut = ScheduledCut.start(link, atOnceForAnHour)) {
                while (!cut.outcome().equals("the link was cut")) {
                    Thread.onSpinWait();
                }
                assertThrows(
                        SocketTimeoutException.class,
                        () -> {
                            send(from, to, 1);
                            receive(to);
                        });
            }
            assertEquals(2, sendUntilReceived(from, to, 2));
            LinkCut tooLate = new LinkCut(3_600_000_000_000L, 1);
            try (ScheduledCut cut = ScheduledCut.start(link, tooLate)) {
                assertEquals("the migration was over before the link was to be cut", cut.outcome());
            }
        }
    }

    private static DatagramSocket socket(Topology topology, Host host) throws Exception {
        return topology.host(host)
                .inside(
                        () ->
                                new DatagramSocket(
                                        new InetSocketAddress(
                                                InetAddress.getByName(
                                                        Topology.migrationAddress(host)),
                                                0)));
    }

    /** The kernel may not know the neighbour yet, or tell of it late: some are lost. */
    private static int sendUntilReceived(DatagramSocket from, DatagramSocket to, int value)
            throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            send(from, to, value);
            try {
                return receive(to);
            } catch (SocketTimeoutException lost) {
                // once more
            }
        }
        throw new AssertionError("nothing came");
    }

    private static void send(DatagramSocket from, DatagramSocket to, int value) {
        try {
            from.send(new DatagramPacket(new byte[] {(byte) value}, 1, to.getLocalSocketAddress()));
        } catch (IOException e) {
            // The kernel says that the neighbour does not answer: so it is lost.
        }
    }

    private static int receive(DatagramSocket to) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[1], 1);
        to.receive(packet);
        return packet.getData()[0];
    }

    private static String setting(String name) throws IOException {
        return Files.readString(Path.of("/proc/sys/net", name)).strip();
    }
}
