package org.pagurus.guest.synthetic;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import org.pagurus.guest.software.SplitMix64;
import org.pagurus.memory.Page;

/**
 * A page of a program's heap in words of 8 bytes: of 16 words, 6 are pointers into a few regions of
 * 16 MiB, 3 are zero, 3 are small numbers, 2 are object headers, and 2 are short strings. A write
 * moves 8 of the words a little, as counters and pointers move.
 */
final class HeapContent implements PageContent {
    private static final int WORDS = Page.SIZE_BYTES / Long.BYTES;
    private static final int WRITES = 8;
    private static final int HEADERS = 8;
    private static final int REGIONS = 4;

    /** Object headers are few and alike in all pages; the values mean nothing. */
    private static final long HEADER_BASE = 0x0000_0001_0080_0000L;

    private static final long HEADER_STEP = 0x0000_0000_0000_1a38L;
    private static final long REGION_BASE = 0x0000_7f3a_0000_0000L;
    private static final int REGION_SHIFT = 28;
    private static final long IN_REGION_MASK = 0x00ff_fff0L;

    private final long[] words = new long[WORDS];
    private final MemorySegment page = MemorySegment.ofArray(words);

    @Override
    public void fill(MemorySegment memory, long offset, SplitMix64 random) {
        for (int i = 0; i < WORDS; i++) {
            words[i] = word(random.nextLong());
        }
        MemorySegment.copy(page, 0, memory, offset, Page.SIZE_BYTES);
    }

    @Override
    public void change(MemorySegment memory, long offset, SplitMix64 random, long stamp) {
        for (int i = 0; i < WRITES; i++) {
            long at = offset + random.nextLong(WORDS) * Long.BYTES;
            // Small steps up never add up to 0 modulo 2^64, even when several hit one word.
            long stepped = memory.get(JAVA_LONG_UNALIGNED, at) + 8 * (1 + random.nextLong(4));
            memory.set(JAVA_LONG_UNALIGNED, at, stepped);
        }
    }

    /** A word out of 64 random bits: the lowest 4 choose what it is. */
    private static long word(long bits) {
        long value = bits >>> 8;
        return switch ((int) (bits & 15)) {
            case 0, 1, 2, 3, 4, 5 ->
                    REGION_BASE
                            + ((value >>> 40) % REGIONS << REGION_SHIFT)
                            + (value & IN_REGION_MASK);
            case 6, 7, 8 -> 0;
            case 9, 10, 11 -> value & 0x3ff;
            case 12, 13 -> HEADER_BASE + value % HEADERS * HEADER_STEP;
            // Eight characters of 'a' to 'p': four bits each.
            default -> 0x6161_6161_6161_6161L + (value & 0x0f0f_0f0f_0f0f_0f0fL);
        };
    }
}
