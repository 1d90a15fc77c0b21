package org.pagurus.codec.profile;

/** Counts the words of 64 bits in which a page differs from another version of it, exactly. */
final class ChangeCounts {
    private ChangeCounts() {}

    static int changedWords(long[] words, long[] reference) {
        long changed = 0;
        for (int i = 0; i < words.length; i++) {
            changed += ZeroCounts.notZero(words[i] ^ reference[i]);
        }
        return (int) changed;
    }

    /** How many changed words have no changed word before them: the runs. */
    static int changedRuns(long[] words, long[] reference) {
        long runs = 0;
        long before = 0;
        for (int i = 0; i < words.length; i++) {
            long changed = ZeroCounts.notZero(words[i] ^ reference[i]);
            runs += changed & ~before;
            before = changed;
        }
        return (int) runs;
    }
}
