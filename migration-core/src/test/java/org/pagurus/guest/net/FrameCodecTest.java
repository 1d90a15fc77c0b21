package org.pagurus.guest.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pagurus.testing.Seeds;

class FrameCodecTest {
    private static final NicAddress CLIENT =
            new NicAddress(MacAddress.parse("02:00:00:00:00:01"), Ipv4Address.parse("10.0.0.1"));
    private static final NicAddress GUEST =
            new NicAddress(MacAddress.parse("52:54:00:12:34:56"), Ipv4Address.parse("10.0.0.2"));

    @Test
    void writesUdpAsOnTheWire() {
        byte[] frame = new UdpDatagram(0x1234, 53, new byte[] {1, 2, 3}).toFrame(CLIENT, GUEST);
        assertEquals(
                "525400123456"
                        + "020000000001"
                        + "0800"
                        + "45"
                        + "00"
                        + "001f"
                        + "0000"
                        + "4000"
                        + "40"
                        + "11"
                        + "26cc"
                        + "0a000001"
                        + "0a000002"
                        + "1234"
                        + "0035"
                        + "000b"
                        + "d56a"
                        + "010203"
                        + "00".repeat(15),
                HexFormat.of().formatHex(frame));
    }

    @Test
    void readsBackWhatItWrote() {
        Seeds.forEach(
                50,
                seed -> {
                    Random random = new Random(seed);
                    byte[] payload = bytes(random, UdpDatagram.MAX_PAYLOAD_BYTES + 1);
                    UdpDatagram sent =
                            new UdpDatagram(random.nextInt(65536), random.nextInt(65536), payload);
                    byte[] frame = sent.toFrame(CLIENT, GUEST);
                    Ipv4Header ip = Ipv4Header.read(frame, EthernetHeader.SIZE_BYTES);
                    assertEquals(CLIENT.ip(), ip.source());
                    assertEquals(GUEST.ip(), ip.destination());
                    UdpDatagram read = UdpDatagram.read(frame, ip);
                    assertEquals(sent.sourcePort(), read.sourcePort());
                    assertEquals(sent.destinationPort(), read.destinationPort());
                    assertArrayEquals(payload, read.payload());

                    byte[] ping =
                            new IcmpEcho(IcmpEcho.REQUEST, 7, 9, payload).toFrame(CLIENT, GUEST);
                    IcmpEcho echo =
                            IcmpEcho.read(ping, Ipv4Header.read(ping, EthernetHeader.SIZE_BYTES));
                    assertEquals(7, echo.identifier());
                    assertEquals(9, echo.sequence());
                    assertArrayEquals(payload, echo.data());
                });
    }

    @Test
    void refusesEveryTruncatedFrame() {
        byte[] frame = new UdpDatagram(1, 2, new byte[100]).toFrame(CLIENT, GUEST);
        for (int length = 0; length < frame.length; length++) {
            byte[] cut = Arrays.copyOf(frame, length);
            MalformedFrameException refused =
                    assertThrows(MalformedFrameException.class, () -> readUdp(cut));
            assertEquals(FrameDrop.TRUNCATED, refused.drop(), "length " + length);
        }
        byte[] arp = Announcement.gratuitousArp(GUEST);
        for (int length = 0; length < EthernetHeader.SIZE_BYTES + ArpPacket.SIZE_BYTES; length++) {
            byte[] cut = Arrays.copyOf(arp, length);
            assertThrows(
                    MalformedFrameException.class,
                    () -> ArpPacket.read(cut, EthernetHeader.SIZE_BYTES));
        }
    }

    @Test
    void refusesFragments() {
        byte[] frame = new UdpDatagram(1, 2, new byte[100]).toFrame(CLIENT, GUEST);
        setIpField(frame, 6, 0x2000);
        assertEquals(FrameDrop.FRAGMENT, refusal(frame).drop());
        setIpField(frame, 6, 0x0001);
        assertEquals(FrameDrop.FRAGMENT, refusal(frame).drop());
    }

    @Test
    void refusesLengthsThatContradictEachOther() {
        byte[] frame = new UdpDatagram(1, 2, new byte[100]).toFrame(CLIENT, GUEST);
        int udpLength = Ipv4Header.PAYLOAD_OFFSET + 4;
        BigEndian.writeU16(frame, udpLength, 109);
        assertEquals(
                "UDP datagram bytes: expected 109, found 108 (TRUNCATED)",
                refusal(frame).getMessage());
        BigEndian.writeU16(frame, udpLength, 7);
        assertEquals("UDP length: expected 8, found 7 (MALFORMED)", refusal(frame).getMessage());
        setIpField(frame, 2, 19);
        assertEquals(
                "IPv4 total length: expected 20, found 19 (MALFORMED)",
                refusal(frame).getMessage());
    }

    @Test
    void skipsIpOptions() throws MalformedFrameException {
        byte[] plain = new UdpDatagram(1, 2, new byte[] {42}).toFrame(CLIENT, GUEST);
        int ipStart = EthernetHeader.SIZE_BYTES;
        byte[] frame = new byte[plain.length + 4];
        System.arraycopy(plain, 0, frame, 0, ipStart + Ipv4Header.SIZE_BYTES);
        System.arraycopy(
                plain,
                ipStart + Ipv4Header.SIZE_BYTES,
                frame,
                ipStart + Ipv4Header.SIZE_BYTES + 4,
                plain.length - ipStart - Ipv4Header.SIZE_BYTES);
        frame[ipStart] = 0x46;
        BigEndian.writeU16(frame, ipStart + 2, BigEndian.readU16(plain, ipStart + 2) + 4);
        BigEndian.writeU16(frame, ipStart + 10, 0);
        BigEndian.writeU16(frame, ipStart + 10, InternetChecksum.of(frame, ipStart, ipStart + 24));
        assertArrayEquals(new byte[] {42}, readUdp(frame).payload());
    }

    @Test
    void acceptsUdpWithoutAChecksumAndRefusesAWrongOne() throws MalformedFrameException {
        byte[] frame = new UdpDatagram(1, 2, new byte[] {5}).toFrame(CLIENT, GUEST);
        int checksum = Ipv4Header.PAYLOAD_OFFSET + 6;
        BigEndian.writeU16(frame, checksum, BigEndian.readU16(frame, checksum) ^ 1);
        assertEquals(FrameDrop.BAD_CHECKSUM, refusal(frame).drop());
        BigEndian.writeU16(frame, checksum, 0);
        assertArrayEquals(new byte[] {5}, readUdp(frame).payload());
    }

    @Test
    void refusesToMakeFramesLargerThanTheMtu() {
        byte[] tooLong = new byte[UdpDatagram.MAX_PAYLOAD_BYTES + 1];
        assertThrows(
                IllegalArgumentException.class,
                () -> new UdpDatagram(1, 2, tooLong).toFrame(CLIENT, GUEST));
    }

    private static UdpDatagram readUdp(byte[] frame) throws MalformedFrameException {
        EthernetHeader.read(frame);
        return UdpDatagram.read(frame, Ipv4Header.read(frame, EthernetHeader.SIZE_BYTES));
    }

    private static MalformedFrameException refusal(byte[] frame) {
        return assertThrows(MalformedFrameException.class, () -> readUdp(frame));
    }

    /** Sets a 16-bit field of the IPv4 header and puts the checksum right. */
    private static void setIpField(byte[] frame, int offset, int value) {
        int at = EthernetHeader.SIZE_BYTES;
        BigEndian.writeU16(frame, at + offset, value);
        BigEndian.writeU16(frame, at + 10, 0);
        BigEndian.writeU16(
                frame, at + 10, InternetChecksum.of(frame, at, at + Ipv4Header.SIZE_BYTES));
    }

    private static byte[] bytes(Random random, int bound) {
        byte[] bytes = new byte[random.nextInt(bound)];
        random.nextBytes(bytes);
        return bytes;
    }
}
