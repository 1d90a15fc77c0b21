package org.pagurus.codec.select;

import java.lang.foreign.MemorySegment;
import java.util.Random;

/** A selector that cannot decide: all codings come in any mix. */
public final class AnySelector implements PageSelector {
    private static final Coding[] ALL = Coding.values();

    private final Random random;

    public AnySelector(Random random) {
        this.random = random;
    }

    @Override
    public Coding select(
            MemorySegment page, long pageOffset, MemorySegment versions, long versionOffset) {
        Coding coding = ALL[random.nextInt(ALL.length)];
        return coding.needsVersion() && versionOffset == NO_VERSION ? Coding.RAW : coding;
    }

    @Override
    public boolean keepsVersions(boolean writtenAgain) {
        return random.nextInt(8) > 0;
    }

    @Override
    public boolean mentionsCopies() {
        return random.nextInt(8) > 0;
    }
}
