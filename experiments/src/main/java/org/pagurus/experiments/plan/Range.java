package org.pagurus.experiments.plan;

/**
 * What a figure is predicted to be.
 *
 * @param middle the median of the simulated ones
 */
public record Range(double low, double middle, double high) {
    public Range {
        if (!(low <= middle && middle <= high)) {
            throw new IllegalArgumentException(
                    "range: expected low, middle, high in order but found "
                            + low
                            + ", "
                            + middle
                            + ", "
                            + high);
        }
    }

    public boolean holds(double value) {
        return low <= value && value <= high;
    }
}
