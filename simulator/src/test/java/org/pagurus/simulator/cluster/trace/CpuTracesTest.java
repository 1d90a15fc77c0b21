package org.pagurus.simulator.cluster.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.pagurus.testing.Seeds;

class CpuTracesTest {
    @Test
    void givesWhatTheTracesHave() {
        Seeds.forEach(100, CpuTracesTest::randomTraces);
    }

    private static void randomTraces(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[][] traces = new byte[random.nextInt(1, 20)][];
        int longest = random.nextInt(1, 10);
        for (int trace = 0; trace < traces.length; trace++) {
            traces[trace] = new byte[random.nextInt(1, longest + 1)];
            for (int sample = 0; sample < traces[trace].length; sample++) {
                traces[trace][sample] = (byte) random.nextInt(101);
            }
        }
        CpuTraces all = new CpuTraces(traces);
        assertEquals(traces.length, all.count());
        for (int guest = 0; guest < 2 * traces.length + 1; guest++) {
            byte[] trace = traces[guest % traces.length];
            for (int sample = 0; sample < 3 * longest; sample++) {
                assertEquals(trace[sample % trace.length], all.percent(guest, sample));
            }
        }
    }
}
