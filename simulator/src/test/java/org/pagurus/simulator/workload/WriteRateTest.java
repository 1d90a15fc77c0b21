package org.pagurus.simulator.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WriteRateTest {
    private static final long SECOND_NS = 1_000_000_000;

    @Test
    void phasesFollowEachOtherAgainAndAgain() {
        WriteRate rate =
                WriteRate.phased(
                        new double[] {10, 0, 2}, new long[] {SECOND_NS, SECOND_NS, 3 * SECOND_NS});
        assertEquals(5, rate.writes(0, SECOND_NS / 2), 1e-12);
        assertEquals(10, rate.writes(0, 2 * SECOND_NS), 1e-12);
        assertEquals(16, rate.writes(0, 5 * SECOND_NS), 1e-12);
        assertEquals(2 + 10 + 1, rate.writes(4 * SECOND_NS, 7 * SECOND_NS + SECOND_NS / 2), 1e-12);
        assertEquals(16e6, rate.writes(SECOND_NS, 5_000_001 * SECOND_NS), 1e-6);
    }

    @Test
    void phasesThatAreAlikeAreNone() {
        WriteRate rate = WriteRate.phased(new double[] {0, 0}, new long[] {1, 2});
        assertTrue(rate.isNone());
        assertEquals("0.0 a second", rate.toString());
    }

    @Test
    void refusesWhatIsNoRate() {
        assertEquals(
                "writesPerSecond: expected 0 to 1.0E12 for each page but found -1.0",
                assertThrows(IllegalArgumentException.class, () -> WriteRate.steady(-1))
                        .getMessage());
        assertEquals(
                "durationNs: expected 1 or more but found 0",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> WriteRate.phased(new double[] {1}, new long[] {0}))
                        .getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> WriteRate.phased(new double[] {1, 2}, new long[] {1}));
    }
}
