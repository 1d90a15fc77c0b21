package org.pagurus.experiments.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class HolmTest {
    /** The same as p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm") of R. */
    @Test
    void adjustsAsRDoes() {
        assertArrayEquals(
                new double[] {0.03, 0.06, 0.06, 0.02},
                Holm.adjust(new double[] {0.01, 0.04, 0.03, 0.005}),
                1e-12);
    }

    @Test
    void isNeverAboveOne() {
        assertArrayEquals(new double[] {1, 1}, Holm.adjust(new double[] {0.9, 0.6}), 0);
    }

    @Test
    void whatCouldNotBeComparedDoesNotCount() {
        assertArrayEquals(
                new double[] {Double.NaN, 0.04, 0.04},
                Holm.adjust(new double[] {Double.NaN, 0.02, 0.03}),
                1e-12);
    }
}
