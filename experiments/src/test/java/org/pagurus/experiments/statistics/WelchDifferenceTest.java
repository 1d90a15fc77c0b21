package org.pagurus.experiments.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.stat.inference.TTest;
import org.junit.jupiter.api.Test;

class WelchDifferenceTest {
    private static final double[] FIRST = {
        27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4
    };
    private static final double[] SECOND = {27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8};

    @Test
    void agreesWithAnotherImplementation() {
        WelchDifference difference = WelchDifference.of(FIRST, SECOND, 0.95);
        assertEquals(new TTest().tTest(FIRST, SECOND), difference.pValue(), 1e-12);
        assertEquals(-difference.mean(), WelchDifference.of(SECOND, FIRST, 0.95).mean(), 1e-12);
    }

    @Test
    void intervalReachesNoDifferenceJustWhenTheTestDoes() {
        WelchDifference difference = WelchDifference.of(FIRST, SECOND, 0.95);
        // At the confidence of 1 - p, the interval ends at no difference.
        double confidence = 1 - difference.pValue();
        WelchDifference touching = WelchDifference.of(FIRST, SECOND, confidence);
        assertEquals(Math.abs(touching.mean()), touching.halfWidth(), 1e-9);
        assertTrue(WelchDifference.of(FIRST, SECOND, 0.99).halfWidth() > difference.halfWidth());
    }

    @Test
    void oneValueGivesNoInterval() {
        WelchDifference difference = WelchDifference.of(new double[] {1}, SECOND, 0.95);
        assertTrue(Double.isNaN(difference.halfWidth()) && Double.isNaN(difference.pValue()));
    }

    @Test
    void valuesThatAreAllAlikeLeaveNoDoubt() {
        double[] ones = {1, 1};
        assertEquals(0, WelchDifference.of(ones, new double[] {2, 2, 2}, 0.95).pValue());
        assertEquals(1, WelchDifference.of(ones, ones, 0.95).pValue());
    }
}
