package org.pagurus.experiments.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.commons.math3.stat.inference.TTest;
import org.junit.jupiter.api.Test;
import org.pagurus.experiments.metric.Metric;
import org.pagurus.experiments.metric.RunMetrics;

class ComparisonsTest {
    private static final Metric DOWNTIME = metric("downtimeNs");
    private static final double[] FIRST = {20e6, 21e6, 19e6, 22e6, 18e6};
    private static final double[] SECOND = {32e6, 34e6, 31e6, 34e6, 30.5e6};

    private final Comparisons comparisons = new Comparisons(0.95);

    @Test
    void aClearDifferenceIsSaidToBeOne() {
        add(FIRST, SECOND, "");
        Comparison comparison = comparisons.all().getFirst();
        assertEquals(5, comparison.pairs());
        assertEquals(12.3e6, comparison.meanDifference(), 1e-3);
        assertEquals(new TTest().pairedTTest(SECOND, FIRST), comparison.pValue(), 1e-12);
        assertTrue(comparison.significant());
        assertEquals(
                "xen takes 12.3 ms more downtime than predictive, 95% interval 11.7 to 12.9 ms,"
                        + " 5 pairs: significant",
                comparison.statement());
    }

    @Test
    void pairsAreComparedNotMeans() {
        // Far more differs between repetitions than between the two.
        add(new double[] {10e6, 50e6, 90e6}, new double[] {11e6, 51.1e6, 90.9e6}, "");
        assertTrue(comparisons.all().getFirst().significant());
    }

    @Test
    void lessIsSaidToBeLess() {
        add(SECOND, FIRST, "link.rate 50MB/s");
        Comparison comparison = comparisons.all().getFirst();
        assertEquals(-12.3e6, comparison.meanDifference(), 1e-3);
        assertTrue(
                comparison
                        .statement()
                        .startsWith(
                                "xen takes 12.3 ms less downtime than predictive (link.rate 50MB/s),"
                                        + " 95% interval"),
                comparison::statement);
    }

    @Test
    void noiseIsNotSignificant() {
        add(new double[] {10e6, 20e6, 30e6}, new double[] {12e6, 18e6, 31e6}, "");
        Comparison comparison = comparisons.all().getFirst();
        assertFalse(comparison.significant());
        assertTrue(
                comparison.statement().endsWith("3 pairs: not significant"), comparison::statement);
    }

    /** Twenty comparisons of noise find one at 5 % by chance alone. */
    @Test
    void manyComparisonsAskForMore() {
        add(new double[] {10, 20, 30}, new double[] {12, 21.8, 33}, "");
        assertTrue(comparisons.all().getFirst().significant());
        for (int i = 0; i < 19; i++) {
            add(new double[] {10, 20, 30}, new double[] {12, 18, 31 + i}, "");
        }
        assertEquals(20, comparisons.made());
        Comparison comparison = comparisons.all().getFirst();
        assertFalse(comparison.significant());
        assertTrue(
                comparison.statement().endsWith(": not significant among 20 comparisons"),
                comparison::statement);
    }

    @Test
    void onePairTellsNothing() {
        add(new double[] {10e6}, new double[] {12e6}, "");
        Comparison comparison = comparisons.all().getFirst();
        assertFalse(comparison.significant());
        assertEquals(0, comparisons.made());
        assertEquals(
                "xen takes 2 ms more downtime than predictive, 1 pair: not known whether it is"
                        + " significant, which takes two pairs",
                comparison.statement());
    }

    @Test
    void aDifferenceWithoutChanceIsOne() {
        add(new double[] {10e6, 10e6}, new double[] {12e6, 12e6}, "");
        assertEquals(
                "xen takes 2 ms more downtime than predictive, in every pair, 2 pairs: significant",
                comparisons.all().getFirst().statement());
    }

    @Test
    void theSameIsTheSame() {
        add(new double[] {10e6, 11e6}, new double[] {10e6, 11e6}, "");
        assertEquals(
                "xen takes the same downtime as predictive, in every pair, 2 pairs: not"
                        + " significant",
                comparisons.all().getFirst().statement());
    }

    @Test
    void pairsWithoutAValueAreLeftOutAndSaid() {
        add(
                new double[] {20e6, Double.NaN, 19e6, 22e6},
                new double[] {32e6, 34e6, 31e6, 34.1e6, 30e6},
                "");
        Comparison comparison = comparisons.all().getFirst();
        assertEquals(3, comparison.pairs());
        assertEquals(1, comparison.leftOutPairs());
        assertTrue(
                comparison.statement().contains("3 pairs and 1 left out for want of a value"),
                comparison::statement);
        add(new double[] {Double.NaN}, new double[] {1}, "");
        assertEquals(
                "xen can't be compared with predictive in downtime, which no pair of runs has",
                comparisons.all().getLast().statement());
    }

    private void add(double[] first, double[] second, String others) {
        comparisons.add(
                new Comparisons.Pair("settings.policy", 0, 1, "predictive", "xen", others),
                DOWNTIME,
                first,
                second);
    }

    private static Metric metric(String name) {
        List<Metric> metrics = RunMetrics.ofMigrations(false).metrics();
        return metrics.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }
}
