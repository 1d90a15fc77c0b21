package org.pagurus.codec.profile;

/**
 * Counts zeros among the words of 64 bits of a page, exactly. The JIT makes vectors of the loops.
 */
final class ZeroCounts {
    private ZeroCounts() {}

    static int zeroWords(long[] words) {
        long others = 0;
        for (int i = 0; i < words.length; i++) {
            others += notZero(words[i]);
        }
        return words.length - (int) others;
    }

    static int zeroBytes(long[] words) {
        long others = 0;
        for (int i = 0; i < words.length; i++) {
            others += ByteLanes.pairSums(ByteLanes.notZero(words[i]));
        }
        return words.length * Long.BYTES - ByteLanes.sumOfPairSums(others);
    }

    /** 1 for a word that is not zero, else 0. */
    static long notZero(long word) {
        return (word | -word) >>> 63;
    }
}
