package org.pagurus.codec.profile;

/**
 * Tells narrow alphabets from wide ones: how many different values {@value
 * PageFeatures#SAMPLED_BYTES} bytes have. From every fourth word of 64 bits one byte is taken, byte
 * 0 to 7 in turn. Owned by one thread.
 */
final class ByteValueProbe {
    private static final int BLOCK_WORDS = 32;

    private final MarkTable seen = new MarkTable(1 << Byte.SIZE);

    /**
     * The different values among the bytes taken from a page, 1 to {@value
     * PageFeatures#SAMPLED_BYTES}.
     */
    int values(long[] words) {
        byte[] marks = seen.cleared();
        for (int block = 0; block < words.length; block += BLOCK_WORDS) {
            marks[(int) words[block] & 0xff] = 1;
            marks[(int) (words[block + 4] >>> 8) & 0xff] = 1;
            marks[(int) (words[block + 8] >>> 16) & 0xff] = 1;
            marks[(int) (words[block + 12] >>> 24) & 0xff] = 1;
            marks[(int) (words[block + 16] >>> 32) & 0xff] = 1;
            marks[(int) (words[block + 20] >>> 40) & 0xff] = 1;
            marks[(int) (words[block + 24] >>> 48) & 0xff] = 1;
            marks[(int) (words[block + 28] >>> 56)] = 1;
        }
        return seen.count();
    }
}
