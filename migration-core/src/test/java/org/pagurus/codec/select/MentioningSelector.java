package org.pagurus.codec.select;

import java.lang.foreign.MemorySegment;

/** Raw, but for content that the destination has. */
public final class MentioningSelector implements PageSelector {
    @Override
    public Coding select(
            MemorySegment page, long pageOffset, MemorySegment versions, long versionOffset) {
        return Coding.RAW;
    }

    @Override
    public boolean keepsVersions(boolean writtenAgain) {
        return true;
    }

    @Override
    public boolean mentionsCopies() {
        return true;
    }
}
