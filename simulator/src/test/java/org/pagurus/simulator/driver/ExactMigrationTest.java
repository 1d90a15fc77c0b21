package org.pagurus.simulator.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pagurus.guest.software.SoftwareGuest;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;

class ExactMigrationTest {
    @ParameterizedTest
    @ValueSource(strings = {"none", "fixed:raw", "fixed:lz4", "fixed:window", "cbc", "adaptive"})
    void movesTheGuestWithWhateverSelector(String selector) throws Exception {
        try (MigrationBench bench =
                new MigrationBench(new MigrationBench.Setup().selector(selector))) {
            MigrationReport report = bench.run();
            assertEquals(Outcome.COMPLETED, report.outcome(), report::reason);
            assertEquals(Boolean.TRUE, report.memoryIdentical());
            SoftwareGuest arrived = bench.migration().arrivedGuest();
            assertNotNull(arrived);
            assertTrue(arrived.check().intact(), () -> selector);
            assertEquals(1, arrived.generation());
        }
    }

    @Test
    void givesTheSameReportWhateverTheRun() throws Exception {
        List<MigrationReport> reports = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            try (MigrationBench bench = new MigrationBench(new MigrationBench.Setup())) {
                reports.add(bench.run());
            }
        }
        assertEquals(reports.get(0), reports.get(1));
    }

    /**
     * Rounds take what their bytes take on the link, and the parts of the downtime add up to it.
     */
    @Test
    void takesAsLongAsItsBytesTakeOnTheLink() throws Exception {
        double bytesPerSecond = 20e6;
        try (MigrationBench bench =
                new MigrationBench(
                        new MigrationBench.Setup()
                                .selector("none")
                                .bytesPerSecond(bytesPerSecond)
                                .dirtyBytesPerSecond(2 << 20))) {
            MigrationReport report = bench.run();
            double seconds = report.totalBytes() / bytesPerSecond;
            assertEquals(seconds, report.totalTimeNs() / 1e9, 0.03 * seconds + 0.02);
            assertTrue(report.rounds().size() > 2, () -> report.rounds().toString());
            assertTrue(report.downtimeNs() > 0);
            var parts = report.downtimeParts();
            assertEquals(
                    report.downtimeNs(),
                    parts.pauseNs()
                            + parts.harvestNs()
                            + parts.lastPagesNs()
                            + parts.deviceStateNs()
                            + parts.digestNs()
                            + parts.verifyNs()
                            + parts.journalNs()
                            + parts.resumeNs()
                            + parts.messagesNs());
        }
    }

    @Test
    void measuresClocksThatAreOff() throws Exception {
        long offsetNs = 5_000_000_000L;
        try (MigrationBench bench =
                new MigrationBench(new MigrationBench.Setup().destinationOffsetNs(offsetNs))) {
            MigrationReport report = bench.run();
            assertEquals(offsetNs, report.clockOffsetNs(), 1_000_000);
            assertTrue(report.downtimeNs() > 0 && report.downtimeNs() < 1_000_000_000L);
        }
    }

    @Test
    void resumesOverALinkThatWasCut() throws Exception {
        try (MigrationBench bench =
                new MigrationBench(
                        new MigrationBench.Setup()
                                .bytesPerSecond(4e6)
                                .cut(500_000_000L, 20_000_000_000L))) {
            MigrationReport report = bench.run();
            assertEquals(Outcome.COMPLETED, report.outcome(), report::reason);
            assertTrue(report.resumes() >= 1, report::toString);
            assertTrue(bench.migration().arrivedGuest().check().intact());
        }
    }

    @Test
    void failsAndKeepsTheGuestWhereNobodyAnswers() throws Exception {
        try (MigrationBench bench =
                new MigrationBench(new MigrationBench.Setup().cut(0, 600_000_000_000L))) {
            MigrationReport report = bench.run();
            assertEquals(Outcome.FAILED, report.outcome());
            assertFalse(bench.guest().status().startsWith("paused"), bench.guest()::status);
        }
    }
}
