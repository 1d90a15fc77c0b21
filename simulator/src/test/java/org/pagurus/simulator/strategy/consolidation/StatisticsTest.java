package org.pagurus.simulator.strategy.consolidation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.junit.jupiter.api.Test;
import org.pagurus.testing.Seeds;

/** Our loops over primitive arrays against Commons Math. */
class StatisticsTest {
    @Test
    void dispersionsOfAFewValues() {
        // Sorted 1 1 2 2 4 6 9: median 2, distances 0 0 1 1 2 4 7; quartiles at places 2 and 6.
        assertEquals(1, Dispersion.MAD.of(new double[] {1, 1, 2, 2, 4, 6, 9}));
        assertEquals(5, Dispersion.IQR.of(new double[] {9, 1, 6, 1, 4, 2, 2}));
        assertEquals(0, Dispersion.MAD.of(new double[] {5}));
        assertEquals(0, Dispersion.IQR.of(new double[] {5}));
    }

    @Test
    void dispersionsAreThoseOfCommonsMath() {
        Seeds.forEach(
                200,
                seed -> {
                    double[] values = values(new SplittableRandom(seed));
                    double median = new Median().evaluate(values);
                    double[] distances = values.clone();
                    for (int i = 0; i < distances.length; i++) {
                        distances[i] = Math.abs(values[i] - median);
                    }
                    Percentile percentile = new Percentile();
                    double iqr = percentile.evaluate(values, 75) - percentile.evaluate(values, 25);

                    assertEquals(
                            new Median().evaluate(distances),
                            Dispersion.MAD.of(values.clone()),
                            1e-12);
                    assertEquals(iqr, Dispersion.IQR.of(values.clone()), 1e-12);
                });
    }

    @Test
    void aStraightLineGoesOn() {
        double[] line = {0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55};
        assertEquals(0.6, Loess.next(line), 1e-12);
        assertEquals(0.6, Loess.nextRobust(line), 1e-12);
    }

    @Test
    void robustRegressionForgivesAnOutlier() {
        double[] line = {0.1, 0.151, 0.2, 0.249, 0.3, 0.351, 0.399, 0.9, 0.5, 0.551};
        assertEquals(0.6, Loess.nextRobust(line), 0.01);
        assertEquals(0.7, Loess.next(line), 0.1);
    }

    /** Weighted least squares are least squares of equations times the weights' square roots. */
    @Test
    void regressionIsThatOfCommonsMath() {
        Seeds.forEach(
                200,
                seed -> {
                    double[] y = new SplittableRandom(seed).doubles(10).toArray();
                    double[][] x = new double[10][2];
                    double[] weighted = new double[10];
                    for (int i = 0; i < 10; i++) {
                        double root = Math.sqrt(Math.pow(1 - Math.pow((9 - i) / 9.0, 3), 3));
                        x[i] = new double[] {root, root * (i + 1)};
                        weighted[i] = root * y[i];
                    }
                    OLSMultipleLinearRegression oracle = new OLSMultipleLinearRegression();
                    oracle.setNoIntercept(true);
                    oracle.newSampleData(weighted, x);
                    double[] line = oracle.estimateRegressionParameters();

                    assertEquals(line[0] + 11 * line[1], Loess.next(y), 1e-9);
                });
    }

    private static double[] values(SplittableRandom random) {
        return random.doubles(random.nextInt(1, 31)).toArray();
    }
}
