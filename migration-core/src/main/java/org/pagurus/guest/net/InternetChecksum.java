package org.pagurus.guest.net;

/**
 * The checksum of IPv4, ICMP and UDP (RFC 1071): the ones' complement of the ones' complement sum
 * of 16-bit words; an odd last byte counts as the high byte of a word.
 *
 * <p>Sums of several stretches can be added up before they are folded, as long as every stretch but
 * the last has an even length.
 */
public final class InternetChecksum {
    private InternetChecksum() {}

    /** The sum of the words of {@code bytes[offset .. end)}, not folded and not complemented. */
    public static long sum(byte[] bytes, int offset, int end) {
        long sum = 0;
        int at = offset;
        for (; at + 1 < end; at += 2) {
            sum += BigEndian.readU16(bytes, at);
        }
        if (at < end) {
            sum += (long) BigEndian.readU8(bytes, at) << 8;
        }
        return sum;
    }

    /**
     * The 16-bit checksum for a sum of words. Over data that holds its own checksum the result is
     * 0.
     */
    public static int fold(long sum) {
        long folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return (int) ~folded & 0xffff;
    }

    /** The checksum of {@code bytes[offset .. end)}. */
    public static int of(byte[] bytes, int offset, int end) {
        return fold(sum(bytes, offset, end));
    }
}
