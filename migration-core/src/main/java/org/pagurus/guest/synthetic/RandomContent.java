package org.pagurus.guest.synthetic;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import org.pagurus.guest.software.SplitMix64;
import org.pagurus.memory.Page;

/** A page of random bytes. A write puts new ones into the whole page, as a new block of a file. */
final class RandomContent implements PageContent {
    private static final int WORDS = Page.SIZE_BYTES / Long.BYTES;

    private final long[] words = new long[WORDS];
    private final MemorySegment page = MemorySegment.ofArray(words);

    @Override
    public void fill(MemorySegment memory, long offset, SplitMix64 random) {
        for (int i = 0; i < WORDS; i++) {
            words[i] = random.nextLong();
        }
        MemorySegment.copy(page, 0, memory, offset, Page.SIZE_BYTES);
    }

    @Override
    public void change(MemorySegment memory, long offset, SplitMix64 random, long stamp) {
        long first = memory.get(JAVA_LONG_UNALIGNED, offset);
        fill(memory, offset, random);
        if (memory.get(JAVA_LONG_UNALIGNED, offset) == first) {
            memory.set(JAVA_LONG_UNALIGNED, offset, ~first);
        }
    }
}
