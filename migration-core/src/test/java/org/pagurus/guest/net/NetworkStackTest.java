package org.pagurus.guest.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pagurus.testing.Seeds;

class NetworkStackTest {
    private static final NicAddress CLIENT =
            new NicAddress(MacAddress.parse("02:00:00:00:00:01"), Ipv4Address.parse("10.0.0.1"));
    private static final NicAddress GUEST =
            new NicAddress(MacAddress.parse("52:54:00:12:34:56"), Ipv4Address.parse("10.0.0.2"));
    private static final NicAddress OTHER =
            new NicAddress(MacAddress.parse("52:54:00:00:00:99"), Ipv4Address.parse("10.0.0.9"));
    private static final int PORT = 7;

    private final List<byte[]> replies = new ArrayList<>();

    /** Echoes; has nothing to say to an empty datagram. */
    private final NetworkStack stack =
            new NetworkStack(
                    GUEST, PORT, payload -> payload.length == 0 ? null : payload, replies::add);

    @Test
    void answersArpForItsIp() throws MalformedFrameException {
        stack.receive(arpRequest(GUEST.ip()).toFrame(MacAddress.BROADCAST));
        byte[] reply = onlyReply();
        assertEquals(
                new EthernetHeader(CLIENT.mac(), GUEST.mac(), EthernetHeader.TYPE_ARP),
                EthernetHeader.read(reply));
        assertEquals(
                new ArpPacket(ArpPacket.REPLY, GUEST.mac(), GUEST.ip(), CLIENT.mac(), CLIENT.ip()),
                ArpPacket.read(reply, EthernetHeader.SIZE_BYTES));
    }

    @Test
    void answersPing() throws MalformedFrameException {
        byte[] data = {1, 2, 3, 4, 5};
        stack.receive(new IcmpEcho(IcmpEcho.REQUEST, 11, 12, data).toFrame(CLIENT, GUEST));
        byte[] reply = onlyReply();
        Ipv4Header ip = Ipv4Header.read(reply, EthernetHeader.SIZE_BYTES);
        IcmpEcho echo = IcmpEcho.read(reply, ip);
        assertEquals(CLIENT.ip(), ip.destination());
        assertEquals(IcmpEcho.REPLY, echo.type());
        assertEquals(11, echo.identifier());
        assertEquals(12, echo.sequence());
        assertArrayEquals(data, echo.data());
    }

    @Test
    void handsDatagramsForItsPortToTheService() throws MalformedFrameException {
        stack.receive(new UdpDatagram(4000, PORT, new byte[] {9, 8}).toFrame(CLIENT, GUEST));
        byte[] reply = onlyReply();
        UdpDatagram datagram =
                UdpDatagram.read(reply, Ipv4Header.read(reply, EthernetHeader.SIZE_BYTES));
        assertEquals(CLIENT.mac(), EthernetHeader.read(reply).destination());
        assertEquals(PORT, datagram.sourcePort());
        assertEquals(4000, datagram.destinationPort());
        assertArrayEquals(new byte[] {9, 8}, datagram.payload());
    }

    @Test
    void countsWhyAFrameIsDropped() {
        assertDropped(FrameDrop.TRUNCATED, new byte[13]);
        assertDropped(FrameDrop.NOT_OUR_MAC, udp(PORT, OTHER));
        assertDropped(FrameDrop.NOT_OUR_IP, udp(PORT, new NicAddress(GUEST.mac(), OTHER.ip())));
        assertDropped(FrameDrop.NOT_OUR_IP, arpRequest(OTHER.ip()).toFrame(MacAddress.BROADCAST));
        assertDropped(FrameDrop.NOT_OUR_PORT, udp(PORT + 1, GUEST));
        assertDropped(
                FrameDrop.UNANSWERED, new UdpDatagram(1, PORT, new byte[0]).toFrame(CLIENT, GUEST));
        assertDropped(
                FrameDrop.UNSUPPORTED,
                new IcmpEcho(IcmpEcho.REPLY, 1, 1, new byte[0]).toFrame(CLIENT, GUEST));
        assertDropped(FrameDrop.UNSUPPORTED, Announcement.rarp(CLIENT.mac()));

        byte[] corrupted = udp(PORT, GUEST);
        corrupted[corrupted.length - 1] ^= 1;
        assertDropped(FrameDrop.BAD_CHECKSUM, corrupted);

        byte[] fromGroup = udp(PORT, GUEST);
        fromGroup[6] |= 1;
        assertDropped(FrameDrop.MALFORMED, fromGroup);
    }

    @Test
    void neverFailsOnMutatedFrames() {
        Seeds.forEach(
                200,
                seed -> {
                    Random random = new Random(seed);
                    List<byte[]> originals =
                            List.of(
                                    udp(PORT, GUEST),
                                    arpRequest(GUEST.ip()).toFrame(MacAddress.BROADCAST),
                                    new IcmpEcho(IcmpEcho.REQUEST, 1, 1, new byte[80])
                                            .toFrame(CLIENT, GUEST));
                    for (byte[] original : originals) {
                        for (int i = 0; i < 50; i++) {
                            byte[] frame =
                                    Arrays.copyOf(original, random.nextInt(original.length * 2));
                            for (int flips = random.nextInt(4); flips > 0; flips--) {
                                if (frame.length > 0) {
                                    frame[random.nextInt(frame.length)] ^=
                                            (byte) (1 << random.nextInt(8));
                                }
                            }
                            long before = answeredAndDropped();
                            stack.receive(frame);
                            assertEquals(before + 1, answeredAndDropped());
                        }
                    }
                });
        assertTrue(!replies.isEmpty());
    }

    private long answeredAndDropped() {
        return replies.size() + stack.drops().values().stream().mapToLong(Long::longValue).sum();
    }

    private void assertDropped(FrameDrop reason, byte[] frame) {
        long before = stack.drops().getOrDefault(reason, 0L);
        stack.receive(frame);
        assertEquals(before + 1, stack.drops().get(reason), reason.toString());
        assertTrue(replies.isEmpty(), reason.toString());
    }

    private byte[] onlyReply() {
        assertEquals(1, replies.size());
        return replies.getFirst();
    }

    private static byte[] udp(int port, NicAddress to) {
        return new UdpDatagram(4000, port, new byte[64]).toFrame(CLIENT, to);
    }

    private static ArpPacket arpRequest(Ipv4Address ip) {
        return new ArpPacket(ArpPacket.REQUEST, CLIENT.mac(), CLIENT.ip(), new MacAddress(0), ip);
    }
}
