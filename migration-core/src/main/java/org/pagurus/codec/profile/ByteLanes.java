package org.pagurus.codec.profile;

/** Sums over the eight bytes of a long, all at once. */
final class ByteLanes {
    private static final long LOW_SEVEN_BITS = 0x7f7f_7f7f_7f7f_7f7fL;
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long EVEN_BYTES = 0x00ff_00ff_00ff_00ffL;

    private ByteLanes() {}

    /** In each byte, 1 where the word's byte is not zero, else 0. */
    static long notZero(long word) {
        // The sum's top bit says whether one of the low seven bits is set; it carries into no other
        // byte.
        return ((word & LOW_SEVEN_BITS) + LOW_SEVEN_BITS | word) >>> 7 & ONES;
    }

    /**
     * Four sums of two bytes each, 16 bits wide. Such sums may be added up as long as each stays
     * below 65536, which those of a page's bytes do when the bytes are 0 or 1.
     */
    static long pairSums(long bytes) {
        return (bytes & EVEN_BYTES) + (bytes >>> 8 & EVEN_BYTES);
    }

    /** The sum of the four. */
    static int sumOfPairSums(long sums) {
        return (int)
                ((sums & 0xffff) + (sums >>> 16 & 0xffff) + (sums >>> 32 & 0xffff) + (sums >>> 48));
    }
}
