package org.pagurus.guest.net;

/**
 * An ARP packet for IPv4 over Ethernet (RFC 826), and its reverse, RARP (RFC 903).
 *
 * <pre>
 *   0          2            4       5       6           8              14            18             24            28
 *   +----------+------------+-------+-------+-----------+--------------+-------------+--------------+-------------+
 *   | 1 (Eth.) | 0x0800 (IP)| 6     | 4     | operation | sender MAC 6 | sender IP 4 | target MAC 6 | target IP 4 |
 *   +----------+------------+-------+-------+-----------+--------------+-------------+--------------+-------------+
 * </pre>
 */
public record ArpPacket(
        int operation,
        MacAddress senderMac,
        Ipv4Address senderIp,
        MacAddress targetMac,
        Ipv4Address targetIp) {
    public static final int SIZE_BYTES = 28;
    public static final int REQUEST = 1;
    public static final int REPLY = 2;
    public static final int RARP_REQUEST = 3;

    private static final int HARDWARE_ETHERNET = 1;
    private static final int MAC_BYTES = 6;
    private static final int IP_BYTES = 4;

    /** Reads the packet at {@code offset}; bytes after it are padding. */
    public static ArpPacket read(byte[] frame, int offset) throws MalformedFrameException {
        MalformedFrameException.checkRoom("ARP packet bytes", SIZE_BYTES, frame.length - offset);
        MalformedFrameException.checkField(
                "ARP hardware type", HARDWARE_ETHERNET, BigEndian.readU16(frame, offset));
        MalformedFrameException.checkField(
                "ARP protocol type",
                EthernetHeader.TYPE_IPV4,
                BigEndian.readU16(frame, offset + 2));
        MalformedFrameException.checkField(
                "ARP hardware address bytes", MAC_BYTES, BigEndian.readU8(frame, offset + 4));
        MalformedFrameException.checkField(
                "ARP protocol address bytes", IP_BYTES, BigEndian.readU8(frame, offset + 5));
        return new ArpPacket(
                BigEndian.readU16(frame, offset + 6),
                BigEndian.readMac(frame, offset + 8),
                BigEndian.readIp(frame, offset + 14),
                BigEndian.readMac(frame, offset + 18),
                BigEndian.readIp(frame, offset + 24));
    }

    /** A whole frame with this packet in it, sent by the packet's sender. */
    public byte[] toFrame(MacAddress destination) {
        int etherType =
                operation == RARP_REQUEST ? EthernetHeader.TYPE_RARP : EthernetHeader.TYPE_ARP;
        byte[] frame = new EthernetHeader(destination, senderMac, etherType).newFrame(SIZE_BYTES);
        int at = EthernetHeader.SIZE_BYTES;
        BigEndian.writeU16(frame, at, HARDWARE_ETHERNET);
        BigEndian.writeU16(frame, at + 2, EthernetHeader.TYPE_IPV4);
        frame[at + 4] = MAC_BYTES;
        frame[at + 5] = IP_BYTES;
        BigEndian.writeU16(frame, at + 6, operation);
        BigEndian.writeMac(frame, at + 8, senderMac);
        BigEndian.writeIp(frame, at + 14, senderIp);
        BigEndian.writeMac(frame, at + 18, targetMac);
        BigEndian.writeIp(frame, at + 24, targetIp);
        return frame;
    }
}
