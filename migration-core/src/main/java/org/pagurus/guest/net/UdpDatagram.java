package org.pagurus.guest.net;

import java.util.Arrays;

/**
 * A UDP datagram (RFC 768).
 *
 * <pre>
 *   0             2                  4        6          8
 *   +-------------+------------------+--------+----------+---------+
 *   | source port | destination port | length | checksum | payload |
 *   +-------------+------------------+--------+----------+---------+
 * </pre>
 *
 * @param payload up to {@link #MAX_PAYLOAD_BYTES} when sent
 */
public record UdpDatagram(int sourcePort, int destinationPort, byte[] payload) {
    public static final int HEADER_BYTES = 8;
    public static final int MAX_PAYLOAD_BYTES = Ipv4Header.MAX_PAYLOAD_BYTES - HEADER_BYTES;
    public static final int MAX_PORT = 0xffff;

    /** Reads the datagram that is the payload of {@code ip}. */
    public static UdpDatagram read(byte[] frame, Ipv4Header ip) throws MalformedFrameException {
        int offset = ip.payloadOffset();
        int bytesLeft = ip.payloadEnd() - offset;
        MalformedFrameException.checkRoom("UDP header bytes", HEADER_BYTES, bytesLeft);
        int bytes = BigEndian.readU16(frame, offset + 4);
        if (bytes < HEADER_BYTES) {
            throw new MalformedFrameException(
                    FrameDrop.MALFORMED, "UDP length", HEADER_BYTES, bytes);
        }
        MalformedFrameException.checkRoom("UDP datagram bytes", bytes, bytesLeft);
        // A checksum of 0 says that the sender made none.
        if (BigEndian.readU16(frame, offset + 6) != 0) {
            MalformedFrameException.checkChecksum(
                    "UDP checksum", checksum(frame, offset, bytes, ip.source(), ip.destination()));
        }
        return new UdpDatagram(
                BigEndian.readU16(frame, offset),
                BigEndian.readU16(frame, offset + 2),
                Arrays.copyOfRange(frame, offset + HEADER_BYTES, offset + bytes));
    }

    /** A whole frame with this datagram in it. */
    public byte[] toFrame(NicAddress from, NicAddress to) {
        int bytes = HEADER_BYTES + payload.length;
        byte[] frame = Ipv4Header.newFrame(from, to, Ipv4Header.PROTOCOL_UDP, bytes);
        int at = Ipv4Header.PAYLOAD_OFFSET;
        BigEndian.writeU16(frame, at, sourcePort);
        BigEndian.writeU16(frame, at + 2, destinationPort);
        BigEndian.writeU16(frame, at + 4, bytes);
        System.arraycopy(payload, 0, frame, at + HEADER_BYTES, payload.length);
        int checksum = checksum(frame, at, bytes, from.ip(), to.ip());
        // 0 would say that there is no checksum; 0xffff is the same number in ones' complement.
        BigEndian.writeU16(frame, at + 6, checksum == 0 ? 0xffff : checksum);
        return frame;
    }

    /** Over the datagram and a header of addresses, protocol and length that is not sent. */
    private static int checksum(
            byte[] frame, int offset, int bytes, Ipv4Address source, Ipv4Address destination) {
        byte[] addresses = new byte[8];
        BigEndian.writeIp(addresses, 0, source);
        BigEndian.writeIp(addresses, 4, destination);
        return InternetChecksum.fold(
                InternetChecksum.sum(addresses, 0, addresses.length)
                        + Ipv4Header.PROTOCOL_UDP
                        + bytes
                        + InternetChecksum.sum(frame, offset, offset + bytes));
    }
}
