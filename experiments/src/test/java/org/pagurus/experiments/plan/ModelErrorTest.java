package org.pagurus.experiments.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ModelErrorTest {
    private static final List<TrialResult> RESULTS =
            List.of(
                    Forecasts.result(100, 200, 1, 10),
                    Forecasts.result(120, 210, 1.2, 11),
                    Forecasts.result(110, 190, 0.8, 10.5));

    @Test
    void widensWhatTheSeedsGaveByWhatASimulationIsOff() {
        ModelError error = ModelError.UNSCALED;
        assertRange(83.5, 110, 144, 1e6, error.downtimeNs(RESULTS, false));
        assertRange(83.5, 110, 156, 1e6, error.downtimeNs(RESULTS, true));
        assertRange(9.56, 10.5, 11.59, 1e9, error.totalTimeNs(RESULTS, false));
        assertRange(9.56, 10.5, 11.67, 1e9, error.totalTimeNs(RESULTS, true));
        assertRange(190 * 0.97, 200, 210 * 1.03, 1 << 20, error.bytes(RESULTS));
        assertRange(0.68, 1, 1.38, 1e9, error.lostNs(RESULTS));
    }

    @Test
    void aScaledGuestHasAGrainAndCompressesBetter() {
        assertRange(78.5, 110, 149, 1e6, new ModelError(1, 5_000_000).downtimeNs(RESULTS, false));
        assertRange(
                190 * 0.97,
                200,
                210 * (1.03 + 3 * 0.015),
                1 << 20,
                new ModelError(8, 0).bytes(RESULTS));
    }

    @Test
    void nothingIsPredictedBelowZero() {
        List<TrialResult> short1 = List.of(Forecasts.result(0.5, 1, 0, 0.01));
        assertRange(0, 0.5, 6.575, 1e6, ModelError.UNSCALED.downtimeNs(short1, false));
        assertEquals(0, ModelError.UNSCALED.totalTimeNs(short1, false).low());
    }

    private static void assertRange(
            double low, double middle, double high, double unit, Range range) {
        assertEquals(low, range.low() / unit, 1e-6);
        assertEquals(middle, range.middle() / unit, 1e-6);
        assertEquals(high, range.high() / unit, 1e-6);
    }
}
