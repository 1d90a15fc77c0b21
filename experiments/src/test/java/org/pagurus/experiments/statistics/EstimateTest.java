package org.pagurus.experiments.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EstimateTest {
    /** t for 95 % and 4 degrees of freedom is 2.776 in every table. */
    @Test
    void theIntervalIsStudents() {
        Estimate estimate = Estimate.of(new double[] {10, 12, 14, 16, 18}, 0.95);
        assertEquals(5, estimate.count());
        assertEquals(14, estimate.mean());
        assertEquals(Math.sqrt(10), estimate.standardDeviation(), 1e-12);
        assertEquals(2.776445 * Math.sqrt(10) / Math.sqrt(5), estimate.halfWidth(), 1e-5);
        assertEquals(10, estimate.minimum());
        assertEquals(14, estimate.median());
        assertEquals(18, estimate.maximum());
        assertTrue(estimate.isWithin(0.29));
        assertFalse(estimate.isWithin(0.27));
    }

    @Test
    void moreConfidenceMakesItWider() {
        double[] values = {1, 2, 3};
        assertEquals(4.302653 / Math.sqrt(3), Estimate.of(values, 0.95).halfWidth(), 1e-5);
        assertEquals(9.924843 / Math.sqrt(3), Estimate.of(values, 0.99).halfWidth(), 1e-5);
    }

    @Test
    void oneValueHasNoInterval() {
        Estimate estimate = Estimate.of(new double[] {7}, 0.95);
        assertEquals(7, estimate.mean());
        assertTrue(Double.isNaN(estimate.halfWidth()));
        assertTrue(Double.isNaN(estimate.standardDeviation()));
        assertFalse(estimate.isWithin(1));
    }

    @Test
    void valuesThatAreAlikeHaveAnIntervalWithoutWidth() {
        Estimate estimate = Estimate.of(new double[] {0.1, 0.1, 0.1}, 0.95);
        assertEquals(0, estimate.halfWidth(), 1e-15);
        assertTrue(estimate.isWithin(0.01));
    }

    @Test
    void missingValuesDoNotCount() {
        Estimate estimate = Estimate.ofPresent(new double[] {Double.NaN, 4, Double.NaN, 6}, 0.95);
        assertEquals(2, estimate.count());
        assertEquals(5, estimate.mean());
        assertNull(Estimate.ofPresent(new double[] {Double.NaN}, 0.95));
    }
}
