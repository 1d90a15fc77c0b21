package org.pagurus.transport.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;

@Timeout(60)
class VirtualSwitchTest {
    private static final InetSocketAddress ANY_LOOPBACK_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final MacAddress NOBODY = MacAddress.parse("02:00:00:00:00:ff");

    private VirtualSwitch net;
    private TestHost a;
    private TestHost b;
    private TestHost c;

    @BeforeEach
    void plugInThreeHosts() throws IOException {
        net = VirtualSwitch.start(ANY_LOOPBACK_PORT, new SwitchLimits(4, 4, 1 << 20));
        a = new TestHost(net, "02:00:00:00:00:0a");
        b = new TestHost(net, "02:00:00:00:00:0b");
        c = new TestHost(net, "02:00:00:00:00:0c");
        awaitPorts(3);
    }

    @AfterEach
    void unplug() {
        a.close();
        b.close();
        c.close();
        net.close();
    }

    @Test
    void listensOnLoopbackUnlessToldOtherwise() throws IOException {
        try (VirtualSwitch started = VirtualSwitch.start()) {
            assertTrue(started.address().getAddress().isLoopbackAddress());
        }
    }

    @Test
    void broadcastsAndFramesForUnknownMacsReachAllOthers() throws InterruptedException {
        a.send(MacAddress.BROADCAST, 1);
        a.send(NOBODY, 2);
        for (TestHost other : new TestHost[] {b, c}) {
            other.expect(1);
            other.expect(2);
        }
        // Had anything come back to a, it would be before this.
        b.send(MacAddress.BROADCAST, 3);
        a.expect(3);
        assertEquals(3, net.statistics().floodedFrames());
    }

    @Test
    void framesForAKnownMacReachItsPortAlone() throws InterruptedException {
        b.send(MacAddress.BROADCAST, 1);
        a.expect(1);
        c.expect(1);
        a.send(b.mac, 2);
        b.expect(2);
        a.send(MacAddress.BROADCAST, 3);
        c.expect(3);
        assertEquals(1, net.statistics().forwardedFrames());
        assertEquals(2, net.statistics().macs());
    }

    @Test
    void aMacThatMovesIsFollowedAndCounted() throws InterruptedException {
        b.send(a.mac, 1);
        a.expect(1);
        c.expect(1);
        c.port.accept(TestHost.frame(MacAddress.BROADCAST, b.mac, 2, 60));
        a.expect(2);
        b.expect(2);
        a.send(b.mac, 3);
        c.expect(3);
        assertEquals(1, net.statistics().macMoves());
    }

    @Test
    void aPortThatClosesTakesItsMacsWithIt() throws InterruptedException {
        b.send(MacAddress.BROADCAST, 1);
        a.expect(1);
        c.expect(1);
        b.close();
        awaitPorts(2);
        assertEquals(0, net.statistics().macs());
        a.send(b.mac, 2);
        c.expect(2);
    }

    @Test
    void countsWhatItDrops() {
        MacAddress group = MacAddress.parse("03:00:00:00:00:01");
        a.port.accept(TestHost.frame(b.mac, group, 1, 60));
        awaitDrops(SwitchDrop.GROUP_SOURCE, 1);
        a.send(a.mac, 2);
        awaitDrops(SwitchDrop.SAME_PORT, 1);
        b.close();
        c.close();
        awaitPorts(1);
        a.send(MacAddress.BROADCAST, 3);
        awaitDrops(SwitchDrop.NO_RECEIVER, 1);
    }

    @Test
    void aFullMacTableFloodsInsteadOfLearning() throws InterruptedException {
        for (int i = 1; i <= 4; i++) {
            a.port.accept(TestHost.frame(b.mac, new MacAddress(0x0200_0000_0000L + i), i, 60));
            b.expect(i);
            c.expect(i);
        }
        b.send(MacAddress.BROADCAST, 5);
        a.expect(5);
        c.expect(5);
        assertEquals(1, net.statistics().drops(SwitchDrop.MAC_TABLE_FULL));
        a.send(b.mac, 6);
        c.expect(6);
        assertEquals(4, net.statistics().macs());
    }

    @Test
    void closesConnectionsBeyondThePortLimit() throws IOException {
        try (Socket fourth = rawPort()) {
            awaitPorts(4);
            try (Socket fifth = rawPort()) {
                assertEquals(-1, fifth.getInputStream().read());
            }
            assertEquals(1, net.statistics().drops(SwitchDrop.PORT_LIMIT));
            assertTrue(fourth.isConnected());
        }
    }

    @Test
    void closesAPortThatSendsALengthOutOfBounds() throws Exception {
        try (Socket hostile = rawPort()) {
            awaitPorts(4);
            new DataOutputStream(hostile.getOutputStream()).writeInt(65_536);
            assertEquals(-1, hostile.getInputStream().read());
        }
        assertEquals(1, net.statistics().drops(SwitchDrop.FRAME_LENGTH));
        awaitPorts(3);
        a.send(MacAddress.BROADCAST, 1);
        b.expect(1);
    }

    @Test
    void speaksQemusFraming() throws Exception {
        try (Socket qemu = rawPort()) {
            awaitPorts(4);
            a.send(MacAddress.BROADCAST, 7);
            DataInputStream in = new DataInputStream(qemu.getInputStream());
            assertEquals(60, in.readInt());
            byte[] frame = in.readNBytes(60);
            assertEquals(7, frame[17]);
            DataOutputStream out = new DataOutputStream(qemu.getOutputStream());
            out.writeInt(60);
            out.write(TestHost.frame(a.mac, NOBODY, 8, 60));
            a.expect(8);
        }
    }

    @Test
    void aPortThatDoesNotReadLosesFramesAndHoldsUpNobody() throws Exception {
        try (Socket stuck = rawPort()) {
            awaitPorts(4);
            DataOutputStream out = new DataOutputStream(stuck.getOutputStream());
            out.writeInt(60);
            out.write(TestHost.frame(a.mac, NOBODY, 1, 60));
            a.expect(1);
            c.expect(1);
            byte[] large = TestHost.frame(NOBODY, a.mac, 2, SocketFraming.MAX_FRAME_BYTES);
            TestHost.await(
                    "output full",
                    () -> {
                        for (int i = 0; i < 8; i++) {
                            a.port.accept(large);
                        }
                        return net.statistics().drops(SwitchDrop.OUTPUT_FULL) > 0;
                    });
            assertTrue(
                    net.statistics().ports().stream()
                            .anyMatch(port -> port.number() == 4 && port.outputFullDrops() > 0));
            b.send(c.mac, 3);
            c.expect(3);
        }
        awaitPorts(3);
        assertTrue(net.statistics().drops(SwitchDrop.PORT_CLOSED) > 0);
    }

    @Test
    void aPortCountsWhatItCannotSend() {
        a.port.accept(new byte[13]);
        a.port.accept(new byte[SocketFraming.MAX_FRAME_BYTES + 1]);
        assertEquals(2, a.port.drops().get(PortDrop.FRAME_SIZE));
        net.close();
        TestHost.await("disconnected", () -> !a.port.isConnected());
        a.send(b.mac, 1);
        assertEquals(1, a.port.drops().get(PortDrop.DISCONNECTED));
    }

    @Test
    void aSilencedPortLetsNothingOutUntilItSpeaks() throws InterruptedException {
        a.send(b.mac, 1);
        a.port.silence();
        a.send(b.mac, 2);
        assertEquals(1, a.port.drops().get(PortDrop.SILENT));
        a.port.speak();
        a.send(b.mac, 3);
        b.expect(1);
        b.expect(3);
    }

    @Test
    void whatWasAcceptedHasLeftWhenAPortIsSilent() {
        for (int i = 0; i < 100; i++) {
            a.send(b.mac, i);
        }
        a.port.silence();
        assertEquals(0, a.port.leavingFrames());
        assertTrue(a.port.isConnected());
    }

    @Test
    void aPortWhoseOutputDoesNotDrainIsClosedWhenItIsSilenced() throws IOException {
        try (ServerSocket deaf = new ServerSocket(0, 1, net.address().getAddress());
                SwitchPort port =
                        SwitchPort.connect(
                                (InetSocketAddress) deaf.getLocalSocketAddress(), frame -> {})) {
            byte[] frame = TestHost.frame(b.mac, a.mac, 1, SocketFraming.MAX_FRAME_BYTES);
            TestHost.await(
                    "full",
                    () -> {
                        port.accept(frame);
                        return port.drops().get(PortDrop.OUTPUT_FULL) > 0;
                    });
            port.silence();
            assertFalse(port.isConnected());
        }
    }

    @Test
    void aPortOfAnUplinkIsSilentAtFirst() throws Exception {
        NicAddress guest = new NicAddress(a.mac, Ipv4Address.parse("10.0.0.2"));
        try (GuestPort port = Uplink.toSwitch(net.address()).plug(guest, frame -> {})) {
            byte[] frame = TestHost.frame(b.mac, guest.mac(), 1, 60);
            port.accept(frame);
            assertEquals(1, port.drops().get(PortDrop.SILENT));
            port.speak();
            port.accept(TestHost.frame(b.mac, guest.mac(), 2, 60));
            b.expect(2);
        }
    }

    @Test
    void saysWhereItCannotConnectOrListen() throws IOException {
        InetSocketAddress taken = net.address();
        IOException bind =
                assertThrows(
                        IOException.class, () -> VirtualSwitch.start(taken, SwitchLimits.DEFAULT));
        assertEquals("virtual switch: cannot bind " + taken, bind.getMessage());
        net.close();
        IOException connect =
                assertThrows(IOException.class, () -> SwitchPort.connect(taken, frame -> {}));
        assertEquals("switch port: cannot connect to " + taken, connect.getMessage());
    }

    private Socket rawPort() throws IOException {
        Socket socket = new Socket(net.address().getAddress(), net.address().getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private void awaitPorts(int count) {
        TestHost.await(count + " ports", () -> net.statistics().ports().size() == count);
    }

    private void awaitDrops(SwitchDrop reason, long count) {
        TestHost.await(reason.toString(), () -> net.statistics().drops(reason) == count);
    }
}
