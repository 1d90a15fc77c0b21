package org.pagurus.guest.synthetic;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import org.pagurus.guest.software.SplitMix64;
import org.pagurus.memory.Page;

/**
 * A page of zeros with a word in each of 16 places, which are the same in every page: a table that
 * is nearly empty. A write counts two of the words up.
 */
final class SparseContent implements PageContent {
    private static final int PLACES = 16;
    private static final int PLACE_BYTES = Page.SIZE_BYTES / PLACES;
    private static final int WRITES = 2;

    @Override
    public void fill(MemorySegment memory, long offset, SplitMix64 random) {
        for (int place = 0; place < PLACES; place++) {
            memory.set(JAVA_LONG_UNALIGNED, offset + place * PLACE_BYTES, random.nextLong() >>> 32);
        }
    }

    @Override
    public void change(MemorySegment memory, long offset, SplitMix64 random, long stamp) {
        for (int i = 0; i < WRITES; i++) {
            long at = offset + random.nextLong(PLACES) * PLACE_BYTES;
            // Small steps up never add up to 0 modulo 2^64, even when both hit one place.
            memory.set(
                    JAVA_LONG_UNALIGNED,
                    at,
                    memory.get(JAVA_LONG_UNALIGNED, at) + 1 + random.nextLong(255));
        }
    }
}
