package org.pagurus.guest.synthetic;

import org.pagurus.guest.software.SplitMix64;

/** A sequence whose whole state is that of its random generator. */
abstract class RandomSequence implements PageSequence {
    final SplitMix64 random;

    RandomSequence(long seed) {
        this.random = new SplitMix64(seed);
    }

    @Override
    public final int stateWords() {
        return 1;
    }

    @Override
    public final void save(long[] words, int at) {
        words[at] = random.state();
    }

    @Override
    public final void load(long[] words, int at) {
        random.restore(words[at]);
    }
}
