package org.pagurus.experiments.statistics;

import java.util.Arrays;
import org.apache.commons.math3.stat.StatUtils;

/**
 * What pairs of values say of their difference.
 *
 * @param pairs of which both values are there
 * @param leftOut of which one is not
 * @param mean of the second less the first; NaN without a pair
 * @param halfWidth of the interval around it; NaN with less than two pairs
 * @param pValue the chance of such a mean where there is no difference; NaN with less than two
 *     pairs
 */
public record PairedDifference(
        int pairs, int leftOut, double mean, double halfWidth, double pValue) {
    /**
     * Of the pairs that both have, in order.
     *
     * @param first NaN for a value that is not there
     */
    public static PairedDifference of(double[] first, double[] second, double confidence) {
        int both = Math.min(first.length, second.length);
        double[] differences = new double[both];
        int pairs = 0;
        for (int at = 0; at < both; at++) {
            double difference = second[at] - first[at];
            if (!Double.isNaN(difference)) {
                differences[pairs++] = difference;
            }
        }
        double[] kept = Arrays.copyOf(differences, pairs);
        double mean = StatUtils.mean(kept);
        double deviation = Math.sqrt(StatUtils.variance(kept));
        return new PairedDifference(
                pairs,
                both - pairs,
                mean,
                StudentsT.halfWidth(pairs, deviation, confidence),
                pairs < 2 ? Double.NaN : StudentsT.pValue(pairs, mean, deviation));
    }
}
