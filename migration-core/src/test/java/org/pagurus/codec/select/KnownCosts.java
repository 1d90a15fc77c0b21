package org.pagurus.codec.select;

import java.lang.foreign.MemorySegment;

/**
 * What is expected of each class and coding, said outright; no page of any class has a version.
 *
 * @param bytes by class and coding
 * @param costNs by class and coding
 */
record KnownCosts(double[][] bytes, double[][] costNs) implements Classifier {
    @Override
    public int classes() {
        return bytes.length;
    }

    @Override
    public int classOf(
            MemorySegment page, long pageOffset, MemorySegment versions, long versionOffset) {
        throw new UnsupportedOperationException();
    }

    @Override
    public double expectedBytes(int pageClass, Coding coding) {
        return bytes[pageClass][coding.ordinal()];
    }

    @Override
    public boolean hasVersion(int pageClass) {
        return false;
    }

    @Override
    public double expectedNs(int pageClass, Coding coding) {
        return costNs[pageClass][coding.ordinal()];
    }
}
