package org.pagurus.simulator.cluster.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SyntheticTracesTest {
    @Test
    void theSameSeedGivesTheSameTraces() {
        CpuTraces few = SyntheticTraces.generate(TraceModel.DEFAULT, 5, 288, 7);
        CpuTraces many = SyntheticTraces.generate(TraceModel.DEFAULT, 50, 288, 7);
        CpuTraces others = SyntheticTraces.generate(TraceModel.DEFAULT, 5, 288, 8);
        int differences = 0;
        for (int guest = 0; guest < 5; guest++) {
            for (int sample = 0; sample < 288; sample++) {
                assertEquals(few.percent(guest, sample), many.percent(guest, sample));
                differences += few.percent(guest, sample) != others.percent(guest, sample) ? 1 : 0;
            }
        }
        assertNotEquals(0, differences);
    }

    /** With no noise, sine or burst, only the exponential levels are left. */
    @Test
    void levelsAreExponential() {
        TraceModel model = new TraceModel(10, 0, 0, 0, 0, 1, 0);
        CpuTraces traces = SyntheticTraces.generate(model, 20_000, 1, 3);
        double sum = 0;
        int aboveTwice = 0;
        for (int guest = 0; guest < 20_000; guest++) {
            sum += traces.percent(guest, 0);
            aboveTwice += traces.percent(guest, 0) > 20 ? 1 : 0;
        }
        assertEquals(10, sum / 20_000, 0.3);
        assertEquals(Math.exp(-2.05), aboveTwice / 20_000.0, 0.01);
    }

    @Test
    void burstsLastAsLongAsAskedFor() {
        TraceModel model = new TraceModel(0, 0, 0, 0, 0.01, 5, 90);
        CpuTraces traces = SyntheticTraces.generate(model, 500, 288, 3);
        int samples = 0;
        int bursts = 0;
        for (int guest = 0; guest < 500; guest++) {
            for (int sample = 0; sample < 288; sample++) {
                int percent = traces.percent(guest, sample);
                assertTrue(percent == 0 || percent == 90);
                boolean isStart =
                        percent == 90 && (sample == 0 || traces.percent(guest, sample - 1) == 0);
                bursts += isStart ? 1 : 0;
                samples += percent == 90 ? 1 : 0;
            }
        }
        assertEquals(5, (double) samples / bursts, 0.4);
    }

    @Test
    void refusesModelsThatMakeNoSense() {
        assertEquals(
                "trace.meanPercent: expected 0.0 to 100.0 but found -1.0",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new TraceModel(-1, 0, 0, 0, 0, 1, 0))
                        .getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> SyntheticTraces.generate(TraceModel.DEFAULT, 0, 1, 1));
    }
}
