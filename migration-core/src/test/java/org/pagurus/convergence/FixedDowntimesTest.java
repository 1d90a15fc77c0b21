package org.pagurus.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FixedDowntimesTest {
    @Test
    void startsWithEighteenMilliseconds() {
        assertEquals(18 * Time.NS_PER_MS, FixedDowntimes.STARTING_VALUES.sumNs());
    }

    @ParameterizedTest(name = "{0} ns and {1} ns blend to {2} ns")
    @CsvSource({"100, 100, 100", "100, 200, 125", "200, 100, 175", "0, 4, 1", "100, 0, 75"})
    void countsTheNewestByAQuarter(long learned, long measured, long expected) {
        assertEquals(all(expected), FixedDowntimes.blend(all(learned), all(measured)));
    }

    @Test
    void blendsEachPartWithItsOwn() {
        assertEquals(
                new FixedDowntime(4, 8, 12, 16, 20, 24, 28),
                FixedDowntimes.blend(all(0), new FixedDowntime(16, 32, 48, 64, 80, 96, 112)));
    }

    @Test
    void comesCloseToASteadyMeasurementAfterTenMigrations() {
        FixedDowntime learned = FixedDowntimes.STARTING_VALUES;
        for (int i = 0; i < 10; i++) {
            learned = FixedDowntimes.blend(learned, all(10_000_000));
        }
        assertEquals(70e6, learned.sumNs(), 3.5e6);
    }

    @Test
    void refusesANegativeMeasurement() {
        IllegalArgumentException refusal =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                FixedDowntimes.blend(
                                        all(1), new FixedDowntime(1, 1, 1, 1, 1, -5, 1)));

        assertEquals("resumeNs measured must be at least 0 but is -5", refusal.getMessage());
    }

    private static FixedDowntime all(long ns) {
        return new FixedDowntime(ns, ns, ns, ns, ns, ns, ns);
    }
}
