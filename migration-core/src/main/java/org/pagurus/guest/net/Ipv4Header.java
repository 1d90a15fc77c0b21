package org.pagurus.guest.net;

/**
 * An IPv4 header (RFC 791). Options are skipped when read and never written; fragments are refused.
 *
 * <pre>
 *   0                  1     2              4      6                 8     9          10         12         16              20
 *   +------------------+-----+--------------+------+-----------------+-----+----------+----------+----------+---------------+
 *   | 4 | words (4+4b) | tos | total length | id   | flags, fragment | ttl | protocol | checksum | source 4 | destination 4 |
 *   +------------------+-----+--------------+------+-----------------+-----+----------+----------+----------+---------------+
 * </pre>
 *
 * @param protocol what the payload is: {@link #PROTOCOL_ICMP}, {@link #PROTOCOL_UDP}, ...
 * @param payloadOffset where the payload starts in the frame
 * @param payloadEnd where it ends; padding may follow
 */
public record Ipv4Header(
        int protocol,
        Ipv4Address source,
        Ipv4Address destination,
        int payloadOffset,
        int payloadEnd) {
    public static final int SIZE_BYTES = 20;
    public static final int PROTOCOL_ICMP = 1;
    public static final int PROTOCOL_UDP = 17;

    /** The largest payload of the packets made here. */
    public static final int MAX_PAYLOAD_BYTES = EthernetHeader.MTU_BYTES - SIZE_BYTES;

    /** Where the payload starts in a frame made by {@link #newFrame}. */
    static final int PAYLOAD_OFFSET = EthernetHeader.SIZE_BYTES + SIZE_BYTES;

    private static final int VERSION = 4;
    private static final int TTL = 64;
    private static final int DO_NOT_FRAGMENT = 0x4000;

    /** More fragments follow, or this is not the first. */
    private static final int FRAGMENT_MASK = 0x3fff;

    /** Reads the header at {@code offset}. */
    public static Ipv4Header read(byte[] frame, int offset) throws MalformedFrameException {
        int bytesLeft = frame.length - offset;
        MalformedFrameException.checkRoom("IPv4 header bytes", SIZE_BYTES, bytesLeft);
        MalformedFrameException.checkField(
                "IPv4 version", VERSION, BigEndian.readU8(frame, offset) >>> 4);
        int headerBytes = (BigEndian.readU8(frame, offset) & 0xf) * 4;
        if (headerBytes < SIZE_BYTES) {
            throw new MalformedFrameException(
                    FrameDrop.MALFORMED, "IPv4 header length", SIZE_BYTES, headerBytes);
        }
        int totalBytes = BigEndian.readU16(frame, offset + 2);
        if (totalBytes < headerBytes) {
            throw new MalformedFrameException(
                    FrameDrop.MALFORMED, "IPv4 total length", headerBytes, totalBytes);
        }
        MalformedFrameException.checkRoom("IPv4 packet bytes", totalBytes, bytesLeft);
        MalformedFrameException.checkChecksum(
                "IPv4 header checksum", InternetChecksum.of(frame, offset, offset + headerBytes));
        int fragment = BigEndian.readU16(frame, offset + 6) & FRAGMENT_MASK;
        if (fragment != 0) {
            throw new MalformedFrameException(
                    FrameDrop.FRAGMENT, "IPv4 fragment field", 0, fragment);
        }
        return new Ipv4Header(
                BigEndian.readU8(frame, offset + 9),
                BigEndian.readIp(frame, offset + 12),
                BigEndian.readIp(frame, offset + 16),
                offset + headerBytes,
                offset + totalBytes);
    }

    /**
     * A frame with Ethernet and IPv4 headers and zeros, with room for {@code payloadBytes} at
     * {@link #PAYLOAD_OFFSET}.
     */
    static byte[] newFrame(NicAddress from, NicAddress to, int protocol, int payloadBytes) {
        if (payloadBytes < 0 || payloadBytes > MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException(
                    "IPv4 payloadBytes must be 0 to "
                            + MAX_PAYLOAD_BYTES
                            + " but is "
                            + payloadBytes);
        }
        byte[] frame =
                new EthernetHeader(to.mac(), from.mac(), EthernetHeader.TYPE_IPV4)
                        .newFrame(SIZE_BYTES + payloadBytes);
        int at = EthernetHeader.SIZE_BYTES;
        frame[at] = VERSION << 4 | SIZE_BYTES / 4;
        BigEndian.writeU16(frame, at + 2, SIZE_BYTES + payloadBytes);
        BigEndian.writeU16(frame, at + 6, DO_NOT_FRAGMENT);
        frame[at + 8] = TTL;
        frame[at + 9] = (byte) protocol;
        BigEndian.writeIp(frame, at + 12, from.ip());
        BigEndian.writeIp(frame, at + 16, to.ip());
        BigEndian.writeU16(frame, at + 10, InternetChecksum.of(frame, at, at + SIZE_BYTES));
        return frame;
    }
}
