package org.pagurus.experiments.scenario.sweep;

import org.pagurus.simulator.kernel.RandomStreams;

/**
 * How often each point is run.
 *
 * @param minimum 1 or more
 * @param maximum {@code minimum} or more
 * @param untilShare repetitions end when the interval around the mean is no wider than this share
 *     of it to either side
 * @param metric whose mean that is
 * @param confidence the chance that the interval holds what it is around; of all intervals
 */
public record Repetitions(
        int minimum, int maximum, double untilShare, String metric, double confidence) {
    public static final int MAX_REPETITIONS = 10_000;
    public static final double DEFAULT_CONFIDENCE = 0.95;

    /** So many, whatever comes of them. */
    public static Repetitions of(int count, String metric) {
        return new Repetitions(count, count, 0, metric, DEFAULT_CONFIDENCE);
    }

    /** Whether nothing that comes of them changes their number. */
    public boolean isFixed() {
        return minimum == maximum;
    }

    /**
     * Up to which repetition a point is run, when so many are not enough: repetitions are looked at
     * in batches, so that it does not depend on which of them is finished first, and few looks are
     * taken, since each is a chance to stop by accident.
     */
    public int behindBatch(int repetitions) {
        return Math.min(maximum, repetitions + minimum);
    }

    /**
     * The seed of a repetition, the same at every point: what differs between two points is not
     * chance, as far as both draw the same numbers. The first one has the scenario's own.
     */
    public static long seed(long scenarioSeed, int repetition) {
        return repetition == 0
                ? scenarioSeed
                : new RandomStreams(scenarioSeed).stream("repetition " + repetition).nextLong();
    }
}
