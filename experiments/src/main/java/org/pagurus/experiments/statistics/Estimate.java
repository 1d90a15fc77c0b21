package org.pagurus.experiments.statistics;

import java.util.Arrays;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.jspecify.annotations.Nullable;

/**
 * What several values say of the one behind them.
 *
 * @param count how many there are, 1 or more
 * @param halfWidth of the interval around the mean, by Student's t; NaN with one value
 * @param standardDeviation of the values; NaN with one value
 */
public record Estimate(
        int count,
        double mean,
        double halfWidth,
        double standardDeviation,
        double minimum,
        double median,
        double maximum) {
    /**
     * Of these values.
     *
     * @param values at least one, no NaN
     * @param confidence the chance that the interval holds what it is around, such as 0.95
     */
    public static Estimate of(double[] values, double confidence) {
        DescriptiveStatistics statistics = new DescriptiveStatistics(values);
        int count = values.length;
        double deviation = count > 1 ? statistics.getStandardDeviation() : Double.NaN;
        return new Estimate(
                count,
                statistics.getMean(),
                StudentsT.halfWidth(count, deviation, confidence),
                deviation,
                statistics.getMin(),
                statistics.getPercentile(50),
                statistics.getMax());
    }

    /** Of those values that are there; null when none is. */
    public static @Nullable Estimate ofPresent(double[] values, double confidence) {
        double[] present = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
        return present.length == 0 ? null : of(present, confidence);
    }

    /** Whether there is an interval: it takes two values. */
    public boolean hasInterval() {
        return count > 1;
    }

    /** Whether the interval reaches no further than this share of the mean. */
    public boolean isWithin(double share) {
        return hasInterval() && halfWidth <= share * Math.abs(mean);
    }
}
