package org.pagurus.codec.profile;

import java.util.Arrays;

/**
 * Looks for what WKdm would find: of {@value PageFeatures#SAMPLED_WORDS} words of 32 bits, how many
 * match one of 16 recent words, fully or in the upper 22 bits. The recent words lie in a
 * direct-mapped table, zero at the start, where a word replaces the one whose upper bits have the
 * same hash. From every 128 bytes 32 in a row are taken, the first, second, third and last 32 in
 * turn. Owned by one thread.
 *
 * <p>Source: Jin et al., Live Virtual Machine Migration with Adaptive Memory Compression, CLUSTER
 * 2009; Wilson, Kaplan, Smaragdakis, The Case for Compressed Caching in Virtual Memory Systems,
 * USENIX 1999.
 */
final class SimilarityProbe {
    private static final int BLOCK_WORDS = 64;
    private static final int LOW_BITS = 10;
    private static final int RECENT_BITS = 4;

    /** The upper bits of the recent words. */
    private final int[] recent = new int[1 << RECENT_BITS];

    /**
     * The similar ones among the words taken from a page, 0 to {@value PageFeatures#SAMPLED_WORDS}.
     */
    int similarWords(long[] words) {
        int[] table = recent;
        Arrays.fill(table, 0);
        int similar = 0;
        for (int block = 0; block < words.length; block += BLOCK_WORDS) {
            similar += matchEight(table, words, block);
            similar += matchEight(table, words, block + 20);
            similar += matchEight(table, words, block + 40);
            similar += matchEight(table, words, block + 60);
        }
        return similar;
    }

    private static int matchEight(int[] table, long[] words, int first) {
        return matchTwo(table, words[first])
                + matchTwo(table, words[first + 1])
                + matchTwo(table, words[first + 2])
                + matchTwo(table, words[first + 3]);
    }

    private static int matchTwo(int[] table, long pair) {
        return match(table, (int) pair >>> LOW_BITS)
                + match(table, (int) (pair >>> Integer.SIZE + LOW_BITS));
    }

    /** 1 when the table has these upper bits, else 0; without a branch to mispredict. */
    private static int match(int[] table, int upperBits) {
        int slot = upperBits * RepeatProbe.GOLDEN >>> Integer.SIZE - RECENT_BITS;
        int difference = table[slot] ^ upperBits;
        table[slot] = upperBits;
        return difference - 1 >>> Integer.SIZE - 1;
    }
}
