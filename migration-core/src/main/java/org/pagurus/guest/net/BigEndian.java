package org.pagurus.guest.net;

/** Numbers in network byte order. The callers have checked the bounds. */
final class BigEndian {
    private BigEndian() {}

    static int readU8(byte[] bytes, int offset) {
        return bytes[offset] & 0xff;
    }

    static int readU16(byte[] bytes, int offset) {
        return readU8(bytes, offset) << 8 | readU8(bytes, offset + 1);
    }

    static int readI32(byte[] bytes, int offset) {
        return readU16(bytes, offset) << 16 | readU16(bytes, offset + 2);
    }

    static MacAddress readMac(byte[] bytes, int offset) {
        return new MacAddress(
                (long) readU16(bytes, offset) << 32
                        | Integer.toUnsignedLong(readI32(bytes, offset + 2)));
    }

    static Ipv4Address readIp(byte[] bytes, int offset) {
        return new Ipv4Address(readI32(bytes, offset));
    }

    static void writeU16(byte[] bytes, int offset, int value) {
        bytes[offset] = (byte) (value >>> 8);
        bytes[offset + 1] = (byte) value;
    }

    static void writeI32(byte[] bytes, int offset, int value) {
        writeU16(bytes, offset, value >>> 16);
        writeU16(bytes, offset + 2, value);
    }

    static void writeMac(byte[] bytes, int offset, MacAddress mac) {
        writeU16(bytes, offset, (int) (mac.bits() >>> 32));
        writeI32(bytes, offset + 2, (int) mac.bits());
    }

    static void writeIp(byte[] bytes, int offset, Ipv4Address ip) {
        writeI32(bytes, offset, ip.bits());
    }
}
