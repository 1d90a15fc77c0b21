package org.pagurus.simulator.cluster.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeometricRoundsTest {
    private static final long MIB = 1 << 20;

    /** Each round sends lambda times the one before, the last at most the threshold. */
    @ParameterizedTest(name = "{0} MiB, lambda {1}, threshold {2} MiB: {3} MiB, last {4} MiB")
    @CsvSource({
        "1024, 0, 1, 1024, 0",
        "1024, 0.5, 1, 2047, 1",
        "1024, 0.5, 3, 2046, 2",
        "1024, 0.25, 64, 1344, 64",
        // A guest that fits under the threshold is sent at once.
        "1, 0.5, 4, 1, 1",
        // 30 rounds at most: the sum of 1,024 * 0.99^i, i from 0 to 29.
        "1024, 0.99, 1, 26654.7, 765.1",
        // Does not converge: all of it twice, the second time paused.
        "1024, 1, 1, 2048, 1024",
        "1024, 7, 1, 2048, 1024"
    })
    void sendsAGeometricSeries(
            long memoryMib, double lambda, long thresholdMib, double sentMib, double lastMib) {
        double rate = 100.0 * MIB;

        MigrationEstimate estimate =
                new GeometricRounds(thresholdMib * MIB)
                        .estimate(memoryMib * MIB, lambda * rate, rate);

        assertEquals(sentMib, (double) estimate.bytes() / MIB, 0.05);
        assertEquals(sentMib / 100, estimate.durationNs() / 1e9, 1e-3);
        assertEquals(lastMib / 100, estimate.downtimeNs() / 1e9, 1e-3);
        assertEquals(0.1, estimate.cpuShare());
    }

    @Test
    void refusesBadNumbers() {
        GeometricRounds cost = new GeometricRounds(MIB);
        assertEquals(
                "migration.linkBytesPerSecond: expected 1.0 to 1.0E15 but found 0.0",
                assertThrows(IllegalArgumentException.class, () -> cost.estimate(MIB, 0, 0))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> cost.estimate(MIB, Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> new GeometricRounds(0));
        assertThrows(IllegalArgumentException.class, () -> new MigrationEstimate(1, 2, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new MigrationEstimate(1, 1, 0, 2));
    }
}
