package org.pagurus.experiments.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.pagurus.report.CodecCounts;
import org.pagurus.report.RoundStatistics;

class RoundLineTest {
    @Test
    void saysWhatARoundDid() {
        assertEquals(
                "round 0      261,339 pages     817.0 MiB    2.008 s   ratio  1.25   dirty rate     8.0 MiB/s   link rate   407.0 MiB/s   expected downtime 59 ms",
                RoundLine.of(Reports.ROUND_0, 59_400_000, 426_770_432));
    }

    @Test
    void saysHowFarTheGuestWasThrottled() {
        assertEquals(
                "round 1        3,810 pages      14.0 MiB    0.065 s   ratio  1.06   dirty rate    41.8 MiB/s   link rate   311.9 MiB/s   expected downtime 27 ms   throttled 20 %",
                RoundLine.of(Reports.ROUND_1, 26_600_000, 327_050_035));
    }

    @Test
    void aRoundWithoutPagesOrTimeDividesByNothing() {
        assertEquals(
                "round 7            0 pages       0.0 MiB    0.000 s   ratio     -   dirty rate     0.0 MiB/s   link rate     0.0 MiB/s   expected downtime 18 ms",
                RoundLine.of(
                        new RoundStatistics(7, 0, 0, 0, 0, 0, 5, 0, 5, 0, CodecCounts.NONE),
                        18_000_000,
                        0));
    }
}
