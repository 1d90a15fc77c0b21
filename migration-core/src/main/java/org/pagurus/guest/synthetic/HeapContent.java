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

    /** Of a word's random bits the lowest 6 choose a shape, and those above 8 fill it in. */
    private static final int SHAPES = 64;

    private static final int DETAIL_SHIFT = 8;

    private static final long POINTER_BASE = 0x0000_7f3a_0000_0000L;
    private static final long REGION_STEP = 0x1000_0000L;
    private static final long IN_REGION_MASK = 0x00ff_fff0L;
    private static final long NUMBER_MASK = 0x3ff;

    /** Object headers are few and alike in all pages; the values mean nothing. */
    private static final long HEADER_BASE = 0x0000_0001_0080_0000L;

    private static final long HEADER_STEP = 0x1a38L;

    /** Eight characters of 'a' to 'p'. */
    private static final long STRING_BASE = 0x6161_6161_6161_6161L;

    private static final long STRING_MASK = 0x0f0f_0f0f_0f0f_0f0fL;

    /** A word is its shape's base plus the masked detail: without branches to mispredict. */
    private final long[] bases = new long[SHAPES];

    private final long[] masks = new long[SHAPES];

    private final long[] words = new long[WORDS];
    private final MemorySegment page = MemorySegment.ofArray(words);

    HeapContent() {
        for (int shape = 0; shape < SHAPES; shape++) {
            int kind = shape & 15;
            int variant = shape >>> 4;
            if (kind < 6) {
                bases[shape] = POINTER_BASE + variant * REGION_STEP;
                masks[shape] = IN_REGION_MASK;
            } else if (kind < 9) {
                bases[shape] = 0;
                masks[shape] = 0;
            } else if (kind < 12) {
                bases[shape] = 0;
                masks[shape] = NUMBER_MASK;
            } else if (kind < 14) {
                bases[shape] = HEADER_BASE + (2 * variant + (kind & 1)) * HEADER_STEP;
                masks[shape] = 0;
            } else {
                bases[shape] = STRING_BASE;
                masks[shape] = STRING_MASK;
            }
        }
    }

    @Override
    public void fill(MemorySegment memory, long offset, SplitMix64 random) {
        for (int i = 0; i < WORDS; i++) {
            long bits = random.nextLong();
            int shape = (int) bits & (SHAPES - 1);
            words[i] = bases[shape] + (bits >>> DETAIL_SHIFT & masks[shape]);
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
}
