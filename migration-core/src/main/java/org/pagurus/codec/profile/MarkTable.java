package org.pagurus.codec.profile;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * A set of small numbers that is filled by stores alone: no store waits for a load, so that a
 * number that comes often costs no more than others. Owned by one thread.
 */
final class MarkTable {
    /** 1 for a number that is in the set, else 0. */
    private final byte[] marks;

    private final MemorySegment segment;
    private final int longs;

    /**
     * @param size the numbers are below it: a multiple of 8
     */
    MarkTable(int size) {
        marks = new byte[size];
        segment = MemorySegment.ofArray(marks);
        longs = size / Long.BYTES;
    }

    /** The empty table, to mark with 1 what is in the set. */
    byte[] cleared() {
        Arrays.fill(marks, (byte) 0);
        return marks;
    }

    /** How many numbers are in the set. */
    int count() {
        long sums = 0;
        for (int i = 0; i < longs; i++) {
            sums += ByteLanes.pairSums(segment.get(JAVA_LONG_UNALIGNED, (long) i * Long.BYTES));
        }
        return ByteLanes.sumOfPairSums(sums);
    }
}
