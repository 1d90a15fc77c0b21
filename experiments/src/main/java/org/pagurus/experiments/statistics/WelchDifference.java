package org.pagurus.experiments.statistics;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * What two sets of values that are no pairs say of the difference of their means, by Welch's test:
 * they need not spread alike.
 *
 * @param mean of the second less that of the first; NaN when there are no values
 * @param halfWidth of the interval around it; NaN with less than two values of either
 * @param pValue the chance of such a difference where there is none; NaN with less than two values
 *     of either
 */
public record WelchDifference(double mean, double halfWidth, double pValue) {
    /**
     * Of these values, all of them there.
     *
     * @param confidence the chance that the interval holds what it is around, such as 0.95
     */
    public static WelchDifference of(double[] first, double[] second, double confidence) {
        double mean = StatUtils.mean(second) - StatUtils.mean(first);
        if (first.length < 2 || second.length < 2) {
            return new WelchDifference(mean, Double.NaN, Double.NaN);
        }
        double firstShare = StatUtils.variance(first) / first.length;
        double secondShare = StatUtils.variance(second) / second.length;
        double squaredError = firstShare + secondShare;
        if (squaredError == 0) {
            // Values that are all alike leave no doubt.
            return new WelchDifference(mean, 0, mean == 0 ? 1 : 0);
        }
        double degrees =
                squaredError
                        * squaredError
                        / (firstShare * firstShare / (first.length - 1)
                                + secondShare * secondShare / (second.length - 1));
        TDistribution distribution = new TDistribution(null, degrees);
        double error = Math.sqrt(squaredError);
        return new WelchDifference(
                mean,
                distribution.inverseCumulativeProbability((1 + confidence) / 2) * error,
                2 * distribution.cumulativeProbability(-Math.abs(mean) / error));
    }
}
