package org.pagurus.experiments.bench.simulator;

import java.util.Random;

/**
 * How long after an event the next one is: exponential, mean 1 ms, from a table in random order.
 */
final class Increments {
    private static final int TABLE = 4096;
    private static final double MEAN_NS = 1e6;

    private final long[] incrementsNs = new long[TABLE];
    private long state = 1;

    Increments() {
        Random random = new Random(1);
        for (int index = 0; index < TABLE; index++) {
            incrementsNs[index] = (long) (-Math.log(1 - random.nextDouble()) * MEAN_NS);
        }
    }

    long nextNs() {
        state ^= state << 13;
        state ^= state >>> 7;
        state ^= state << 17;
        return incrementsNs[(int) state & (TABLE - 1)];
    }
}
