package org.pagurus.guest.synthetic;

/** {@link WorkloadSpec.Idle}. */
final class IdleSequence implements PageSequence {
    @Override
    public long next(long runningNs) {
        return NONE;
    }

    @Override
    public int stateWords() {
        return 0;
    }

    @Override
    public void save(long[] words, int at) {}

    @Override
    public void load(long[] words, int at) {}
}
