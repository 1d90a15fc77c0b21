package org.pagurus.guest.synthetic;

import org.pagurus.guest.GuestException;

/** {@link WorkloadSpec.Sequential} and {@link WorkloadSpec.Invariant}. */
final class SequentialSequence implements PageSequence {
    private final long pageCount;
    private long position;

    SequentialSequence(long pageCount) {
        this.pageCount = pageCount;
    }

    @Override
    public long next(long runningNs) {
        long page = position;
        position = page + 1 == pageCount ? 0 : page + 1;
        return page;
    }

    @Override
    public int stateWords() {
        return 1;
    }

    @Override
    public void save(long[] words, int at) {
        words[at] = position;
    }

    @Override
    public void load(long[] words, int at) throws GuestException {
        if (words[at] < 0 || words[at] >= pageCount) {
            throw new GuestException(
                    "sequence: position must be 0 to " + (pageCount - 1) + " but is " + words[at]);
        }
        position = words[at];
    }
}
