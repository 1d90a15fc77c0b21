package org.pagurus.guest.synthetic;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import org.pagurus.guest.software.SplitMix64;
import org.pagurus.memory.Page;

/**
 * A page of an array of records of four words of 4 bytes: an index into one table, a count below
 * 1024, a flag and a gap. Words are like those a few words back, in their upper 22 bits or
 * altogether. A write counts four records up.
 */
final class ArrayContent implements PageContent {
    private static final int RECORD_BYTES = 16;
    private static final int RECORDS = Page.SIZE_BYTES / RECORD_BYTES;
    private static final int COUNT_AT = 4;
    private static final int FLAG_AT = 8;
    private static final int LOW_BITS = 10;
    private static final int LOW_MASK = (1 << LOW_BITS) - 1;
    private static final int WRITES = 4;

    @Override
    public void fill(MemorySegment memory, long offset, SplitMix64 random) {
        int table = (int) random.nextLong() & ~LOW_MASK;
        for (long at = offset; at < offset + Page.SIZE_BYTES; at += RECORD_BYTES) {
            int bits = (int) random.nextLong();
            memory.set(JAVA_INT_UNALIGNED, at, table | bits & LOW_MASK);
            memory.set(JAVA_INT_UNALIGNED, at + COUNT_AT, bits >>> LOW_BITS & LOW_MASK);
            memory.set(JAVA_INT_UNALIGNED, at + FLAG_AT, bits >>> Integer.SIZE - 1);
        }
    }

    @Override
    public void change(MemorySegment memory, long offset, SplitMix64 random, long stamp) {
        for (int i = 0; i < WRITES; i++) {
            long at = offset + random.nextLong(RECORDS) * RECORD_BYTES + COUNT_AT;
            // Small steps up never add up to 0 modulo 1024, even when all hit one record.
            int count = memory.get(JAVA_INT_UNALIGNED, at) + 1 + (int) random.nextLong(3);
            memory.set(JAVA_INT_UNALIGNED, at, count & LOW_MASK);
        }
    }
}
