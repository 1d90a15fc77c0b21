package org.pagurus.simulator.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pagurus.report.CodecCounts;
import org.pagurus.report.DowntimeParts;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;
import org.pagurus.report.RoundStatistics;

class ServiceLoadTest {
    private static final long SECOND_NS = 1_000_000_000L;

    private static RoundStatistics round(int number, double seconds, int throttlePercent) {
        long ns = (long) (seconds * SECOND_NS);
        return new RoundStatistics(
                number, 0, 0, 0, ns, 0, 0, 0, 0, throttlePercent, CodecCounts.NONE);
    }

    private static MigrationReport report(long downtimeNs, RoundStatistics... rounds) {
        return new MigrationReport(
                downtimeNs > 0 ? Outcome.COMPLETED : Outcome.FAILED,
                "",
                true,
                10 * SECOND_NS,
                downtimeNs,
                DowntimeParts.NONE,
                0,
                0,
                0,
                0,
                CodecCounts.NONE,
                0,
                0,
                0,
                0,
                0,
                List.of(rounds));
    }

    @Test
    void losesWhatComesWhileTheGuestIsPaused() {
        ServiceLoss loss =
                new ServiceLoad(1000, 0.3)
                        .lossIn(report(SECOND_NS / 2, round(0, 9.5, 0), round(1, 0.5, 0)));
        assertEquals(10_000, loss.requests(), 1e-6);
        assertEquals(500, loss.lostToDowntime(), 1e-6);
        assertEquals(0, loss.lostToThrottling(), 1e-6);
        assertEquals(0.95, loss.answeredShare(), 1e-9);
    }

    /** A service that is busy for 30 % of the time feels nothing of 70 % of throttling. */
    @Test
    void losesWhatAThrottledGuestHasNoTimeFor() {
        ServiceLoad load = new ServiceLoad(1000, 0.3);
        RoundStatistics last = round(2, 1, 85);
        assertEquals(0, load.lossIn(report(0, round(0, 2, 70))).lostToThrottling(), 1e-6);
        assertEquals(1000, load.lossIn(report(0, round(1, 2, 85))).lostToThrottling(), 1e-6);
        // What comes in the last round is lost to the downtime, once.
        assertEquals(0, load.lossIn(report(SECOND_NS, last)).lostToThrottling(), 1e-6);
        assertEquals(1000, load.lossIn(report(SECOND_NS, last)).lostToDowntime(), 1e-6);
        assertEquals(500, load.lossIn(report(0, last)).lostToThrottling(), 1e-6);
    }

    @Test
    void answersAllOfNothing() {
        assertEquals(1, new ServiceLoad(0, 1).lossIn(report(SECOND_NS)).answeredShare());
    }

    @Test
    void refusesWhatCannotBe() {
        assertThrows(IllegalArgumentException.class, () -> new ServiceLoad(-1, 0.5));
        assertThrows(IllegalArgumentException.class, () -> new ServiceLoad(1, 0));
        assertThrows(IllegalArgumentException.class, () -> new ServiceLoad(1, 1.5));
    }
}
