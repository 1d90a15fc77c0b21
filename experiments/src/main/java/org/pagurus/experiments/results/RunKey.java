package org.pagurus.experiments.results;

import java.util.Comparator;

/**
 * Which run of an experiment.
 *
 * @param point of the sweep, from 0
 * @param repetition from 0
 */
public record RunKey(int point, int repetition) implements Comparable<RunKey> {
    private static final Comparator<RunKey> ORDER =
            Comparator.comparingInt(RunKey::point).thenComparingInt(RunKey::repetition);

    @Override
    public int compareTo(RunKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return "point " + point + " repetition " + repetition;
    }
}
