package org.pagurus.guest.synthetic;

/** {@link WorkloadSpec.Uniform}. */
final class UniformSequence extends RandomSequence {
    private final long pageCount;

    UniformSequence(long pageCount, long seed) {
        super(seed);
        this.pageCount = pageCount;
    }

    @Override
    public long next(long runningNs) {
        return random.nextLong(pageCount);
    }
}
