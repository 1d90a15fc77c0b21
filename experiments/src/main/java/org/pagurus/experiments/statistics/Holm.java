package org.pagurus.experiments.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's correction (1979) for comparisons that are made together: the chance that any of them is
 * called significant without a difference stays below what is asked of one.
 */
public final class Holm {
    private Holm() {}

    /**
     * The adjusted values, each where the value is.
     *
     * @param pValues NaN for comparisons that could not be made, which don't count
     */
    public static double[] adjust(double[] pValues) {
        int[] ascending =
                IntStream.range(0, pValues.length)
                        .filter(at -> !Double.isNaN(pValues[at]))
                        .boxed()
                        .sorted(Comparator.comparingDouble(at -> pValues[at]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        double[] adjusted = new double[pValues.length];
        Arrays.fill(adjusted, Double.NaN);
        double most = 0;
        for (int rank = 0; rank < ascending.length; rank++) {
            int at = ascending[rank];
            most = Math.max(most, Math.min(1, (ascending.length - rank) * pValues[at]));
            adjusted[at] = most;
        }
        return adjusted;
    }
}
