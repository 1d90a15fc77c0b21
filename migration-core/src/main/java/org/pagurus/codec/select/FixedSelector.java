package org.pagurus.codec.select;

import java.lang.foreign.MemorySegment;

/** One coding for all pages; raw for those that it needs a version of and has none. */
public final class FixedSelector implements PageSelector {
    private final Coding coding;

    public FixedSelector(Coding coding) {
        this.coding = coding;
    }

    @Override
    public Coding select(
            MemorySegment page, long pageOffset, MemorySegment versions, long versionOffset) {
        return coding.needsVersion() && versionOffset == NO_VERSION ? Coding.RAW : coding;
    }

    @Override
    public boolean keepsVersions(boolean writtenAgain) {
        return coding.needsVersion();
    }
}
