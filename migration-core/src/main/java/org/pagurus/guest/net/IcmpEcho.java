package org.pagurus.guest.net;

import java.util.Arrays;

/**
 * An ICMP echo request or reply (RFC 792), known as ping.
 *
 * <pre>
 *   0      1      2          4            6          8
 *   +------+------+----------+------------+----------+------+
 *   | type | 0    | checksum | identifier | sequence | data |
 *   +------+------+----------+------------+----------+------+
 * </pre>
 *
 * @param type {@link #REQUEST} or {@link #REPLY}
 * @param data what the sender wants back; up to {@link #MAX_DATA_BYTES} when sent
 */
public record IcmpEcho(int type, int identifier, int sequence, byte[] data) {
    public static final int HEADER_BYTES = 8;
    public static final int MAX_DATA_BYTES = Ipv4Header.MAX_PAYLOAD_BYTES - HEADER_BYTES;
    public static final int REPLY = 0;
    public static final int REQUEST = 8;

    /** Reads the message that is the payload of {@code ip}. */
    public static IcmpEcho read(byte[] frame, Ipv4Header ip) throws MalformedFrameException {
        int offset = ip.payloadOffset();
        int end = ip.payloadEnd();
        MalformedFrameException.checkRoom("ICMP header bytes", HEADER_BYTES, end - offset);
        MalformedFrameException.checkChecksum(
                "ICMP checksum", InternetChecksum.of(frame, offset, end));
        int type = BigEndian.readU8(frame, offset);
        if (type != REQUEST && type != REPLY) {
            throw new MalformedFrameException(FrameDrop.UNSUPPORTED, "ICMP type", REQUEST, type);
        }
        MalformedFrameException.checkField("ICMP code", 0, BigEndian.readU8(frame, offset + 1));
        return new IcmpEcho(
                type,
                BigEndian.readU16(frame, offset + 4),
                BigEndian.readU16(frame, offset + 6),
                Arrays.copyOfRange(frame, offset + HEADER_BYTES, end));
    }

    /** A whole frame with this message in it. */
    public byte[] toFrame(NicAddress from, NicAddress to) {
        int bytes = HEADER_BYTES + data.length;
        byte[] frame = Ipv4Header.newFrame(from, to, Ipv4Header.PROTOCOL_ICMP, bytes);
        int at = Ipv4Header.PAYLOAD_OFFSET;
        frame[at] = (byte) type;
        BigEndian.writeU16(frame, at + 4, identifier);
        BigEndian.writeU16(frame, at + 6, sequence);
        System.arraycopy(data, 0, frame, at + HEADER_BYTES, data.length);
        BigEndian.writeU16(frame, at + 2, InternetChecksum.of(frame, at, at + bytes));
        return frame;
    }
}
