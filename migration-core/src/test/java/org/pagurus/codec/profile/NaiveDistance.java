package org.pagurus.codec.profile;

import java.util.BitSet;

/** The distance of a page from another version of it by its definition, byte by byte. */
record NaiveDistance(byte[] page, byte[] reference) implements PageDistance {
    @Override
    public int changedWords() {
        return changed().cardinality();
    }

    @Override
    public int changedRuns() {
        BitSet changed = changed();
        int runs = 0;
        for (int i = changed.nextSetBit(0);
                i >= 0;
                i = changed.nextSetBit(changed.nextClearBit(i))) {
            runs++;
        }
        return runs;
    }

    private BitSet changed() {
        BitSet changed = new BitSet();
        for (int i = 0; i < page.length; i++) {
            if (page[i] != reference[i]) {
                changed.set(i / Long.BYTES);
            }
        }
        return changed;
    }
}
