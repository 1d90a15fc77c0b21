package org.pagurus.codec.profile;

/**
 * Looks for what a Lempel-Ziv coder would find: of {@value PageFeatures#SAMPLED_SEQUENCES}
 * sequences of four bytes, how many were there before in the page. From every second word of 64
 * bits one sequence is taken, at byte 0, 1, 2 and 3 of it in turn, so that text, which knows no
 * words, shows as well as tables do; every 128 bytes it is the other word of the two. Owned by one
 * thread.
 */
final class RepeatProbe {
    private static final int BLOCK_WORDS = 32;

    /**
     * So many places that two different sequences seldom share one: among {@value
     * PageFeatures#SAMPLED_SEQUENCES} of random bytes, 15 pass for repeated.
     */
    private static final int PLACES_BITS = 11;

    /** 2^32 divided by the golden ratio: Knuth, The Art of Computer Programming, volume 3, 6.4. */
    static final int GOLDEN = 0x9e37_79b9;

    private final MarkTable seen = new MarkTable(1 << PLACES_BITS);

    /**
     * The repeated ones among the sequences taken from a page, 0 to {@value
     * PageFeatures#SAMPLED_SEQUENCES} - 1.
     */
    int repeats(long[] words) {
        byte[] marks = seen.cleared();
        for (int block = 0; block < words.length; block += BLOCK_WORDS) {
            markFour(marks, words, block);
            markFour(marks, words, block + 8);
            markFour(marks, words, block + 17);
            markFour(marks, words, block + 25);
        }
        return PageFeatures.SAMPLED_SEQUENCES - seen.count();
    }

    private static void markFour(byte[] marks, long[] words, int first) {
        marks[place(words[first])] = 1;
        marks[place(words[first + 2] >>> 8)] = 1;
        marks[place(words[first + 4] >>> 16)] = 1;
        marks[place(words[first + 6] >>> 24)] = 1;
    }

    /** Where the low four bytes are marked. */
    private static int place(long word) {
        return (int) word * GOLDEN >>> Integer.SIZE - PLACES_BITS;
    }
}
