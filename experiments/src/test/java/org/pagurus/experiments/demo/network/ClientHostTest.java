package org.pagurus.experiments.demo.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pagurus.guest.net.Announcement;
import org.pagurus.guest.net.ArpPacket;
import org.pagurus.guest.net.EthernetHeader;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.guest.net.UdpDatagram;
import org.pagurus.guest.service.KeyValueProtocol;
import org.pagurus.guest.service.KeyValueReply;
import org.pagurus.guest.service.KeyValueStatus;

class ClientHostTest {
    private static final NicAddress CLIENT =
            new NicAddress(MacAddress.parse("02:00:00:00:00:01"), Ipv4Address.parse("10.0.0.1"));
    private static final NicAddress GUEST =
            new NicAddress(MacAddress.parse("52:54:00:12:34:56"), Ipv4Address.parse("10.0.0.2"));

    private final ClientHost host = new ClientHost(new ServiceAddress(CLIENT, GUEST.ip(), 7051));
    private final List<byte[]> sent = new ArrayList<>();

    @BeforeEach
    void plug() {
        host.plug(sent::add);
    }

    @Test
    void asksForTheGuestsMacBeforeItSends() throws Exception {
        host.send(new byte[] {1});
        ArpPacket asked = ArpPacket.read(sent.getFirst(), EthernetHeader.SIZE_BYTES);
        assertEquals(ArpPacket.REQUEST, asked.operation());
        assertEquals(GUEST.ip(), asked.targetIp());
        assertEquals(MacAddress.BROADCAST, EthernetHeader.read(sent.getFirst()).destination());

        host.receive(
                new ArpPacket(ArpPacket.REPLY, GUEST.mac(), GUEST.ip(), CLIENT.mac(), CLIENT.ip())
                        .toFrame(CLIENT.mac()));
        host.send(new byte[] {1});
        EthernetHeader header = EthernetHeader.read(sent.getLast());
        assertEquals(EthernetHeader.TYPE_IPV4, header.etherType());
        assertEquals(GUEST.mac(), header.destination());
    }

    @Test
    void believesAGratuitousArp() throws Exception {
        host.receive(Announcement.gratuitousArp(GUEST));
        assertEquals("", host.hint());
        MacAddress replaced = MacAddress.parse("52:54:00:00:00:77");
        host.receive(Announcement.gratuitousArp(new NicAddress(replaced, GUEST.ip())));
        host.send(new byte[] {1});
        assertEquals(replaced, EthernetHeader.read(sent.getLast()).destination());
    }

    @Test
    void learnsNothingFromOtherHostsOrForgedAddresses() {
        host.receive(Announcement.gratuitousArp(CLIENT));
        host.receive(Announcement.gratuitousArp(new NicAddress(MacAddress.BROADCAST, GUEST.ip())));
        host.receive(Announcement.gratuitousArp(new NicAddress(new MacAddress(0), GUEST.ip())));
        assertEquals("its MAC is not known", host.hint());
    }

    @Test
    void queuesRepliesAndCountsWhatIsNone() throws Exception {
        byte[] reply =
                KeyValueProtocol.encode(
                        new KeyValueReply(KeyValueStatus.NOT_FOUND, 1, 5, 6, 0, new byte[0]));
        deliver(reply);
        ClientHost.Arrival arrival = host.poll(0);
        assertNotNull(arrival);
        assertEquals(5, arrival.reply().requestId());
        assertNull(host.poll(0));
        deliver(new byte[10]);
        assertEquals(1, host.unusableDatagrams());
        for (int i = 0; i < ClientHost.MAX_WAITING_REPLIES + 3; i++) {
            deliver(reply);
        }
        assertEquals(4, host.unusableDatagrams());
    }

    /** To the port that the client sends from. */
    private void deliver(byte[] payload) {
        host.receive(new UdpDatagram(7051, 40_000, payload).toFrame(GUEST, CLIENT));
    }
}
