package org.pagurus.guest.synthetic;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import org.pagurus.guest.software.SplitMix64;

/**
 * A zero page. A write sets its first word to the write's number, the next write clears it again,
 * so that half of the written pages are zero at any time.
 */
final class ZeroContent implements PageContent {
    @Override
    public void fill(MemorySegment memory, long offset, SplitMix64 random) {}

    @Override
    public void change(MemorySegment memory, long offset, SplitMix64 random, long stamp) {
        long word = memory.get(JAVA_LONG_UNALIGNED, offset);
        memory.set(JAVA_LONG_UNALIGNED, offset, word == 0 ? stamp : 0);
    }
}
