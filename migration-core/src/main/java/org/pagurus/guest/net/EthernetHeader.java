package org.pagurus.guest.net;

/**
 * The header of an Ethernet II frame (IEEE 802.3), without preamble and checksum.
 *
 * <pre>
 *   0               6             12          14
 *   +---------------+-------------+-----------+---------+
 *   | destination 6 |  source 6   | type 2    | payload |
 *   +---------------+-------------+-----------+---------+
 * </pre>
 *
 * @param etherType what the payload is: {@link #TYPE_IPV4}, {@link #TYPE_ARP}, ...
 */
public record EthernetHeader(MacAddress destination, MacAddress source, int etherType) {
    public static final int SIZE_BYTES = 14;

    /** A frame on a wire is padded with zeros to this size (64 bytes with its checksum). */
    public static final int MIN_FRAME_BYTES = 60;

    /** The largest payload of the frames made here. Larger ones are read, never sent. */
    public static final int MTU_BYTES = 1500;

    public static final int TYPE_IPV4 = 0x0800;
    public static final int TYPE_ARP = 0x0806;
    public static final int TYPE_RARP = 0x8035;

    /** Reads the header at the start of a frame. */
    public static EthernetHeader read(byte[] frame) throws MalformedFrameException {
        MalformedFrameException.checkRoom("Ethernet header bytes", SIZE_BYTES, frame.length);
        return new EthernetHeader(
                BigEndian.readMac(frame, 0),
                BigEndian.readMac(frame, 6),
                BigEndian.readU16(frame, 12));
    }

    /** A frame with this header and zeros, with room for {@code payloadBytes} after it. */
    byte[] newFrame(int payloadBytes) {
        if (payloadBytes < 0 || payloadBytes > MTU_BYTES) {
            throw new IllegalArgumentException(
                    "payloadBytes must be 0 to " + MTU_BYTES + " but is " + payloadBytes);
        }
        byte[] frame = new byte[Math.max(MIN_FRAME_BYTES, SIZE_BYTES + payloadBytes)];
        BigEndian.writeMac(frame, 0, destination);
        BigEndian.writeMac(frame, 6, source);
        BigEndian.writeU16(frame, 12, etherType);
        return frame;
    }
}
