package org.pagurus.experiments.statistics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.math3.distribution.TDistribution;

/** Student's distribution, for means of few values. */
final class StudentsT {
    /** Experiments ask for the same few again and again, and each takes many steps to find. */
    private static final Map<Quantile, Double> QUANTILES = new ConcurrentHashMap<>();

    private record Quantile(int count, double confidence) {
        double value() {
            return new TDistribution(null, count - 1)
                    .inverseCumulativeProbability((1 + confidence) / 2);
        }
    }

    private StudentsT() {}

    /** Of the interval around the mean of so many values; NaN with one value. */
    static double halfWidth(int count, double standardDeviation, double confidence) {
        if (count < 2) {
            return Double.NaN;
        }
        double quantile =
                QUANTILES.computeIfAbsent(new Quantile(count, confidence), Quantile::value);
        return quantile * standardDeviation / Math.sqrt(count);
    }

    /**
     * The chance that a mean of so many values is as far from 0 as this one, or further, when the
     * one behind it is 0. Values that are all alike leave no doubt.
     */
    static double pValue(int count, double mean, double standardDeviation) {
        if (mean == 0) {
            return 1;
        }
        if (standardDeviation == 0) {
            return 0;
        }
        double t = Math.abs(mean) / (standardDeviation / Math.sqrt(count));
        return 2 * new TDistribution(null, count - 1).cumulativeProbability(-t);
    }
}
