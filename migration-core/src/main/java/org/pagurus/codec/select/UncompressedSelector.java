package org.pagurus.codec.select;

import java.lang.foreign.MemorySegment;

/** No compression at all: every page in full, those of zeros too. */
final class UncompressedSelector implements PageSelector {
    @Override
    public Coding select(
            MemorySegment page, long pageOffset, MemorySegment versions, long versionOffset) {
        return Coding.RAW;
    }

    @Override
    public boolean mentionsZeros() {
        return false;
    }
}
