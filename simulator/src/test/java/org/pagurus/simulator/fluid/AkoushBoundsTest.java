package org.pagurus.simulator.fluid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pagurus.convergence.XenPolicy;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;
import org.pagurus.simulator.cost.MigrationCosts;
import org.pagurus.simulator.workload.PageClass;
import org.pagurus.simulator.workload.PageClasses;
import org.pagurus.simulator.workload.PageRegion;
import org.pagurus.simulator.workload.WriteRate;

/**
 * The bounds of Akoush et al. (2010), which follow from Xen's stop rules, whatever the guest
 * writes: with V the memory, B the link rate and overheads Ov, of which post belongs to the
 * downtime,
 *
 * <ul>
 *   <li>{@code Ov + V/B <= total <= Ov + (5V - 1 page)/B};
 *   <li>{@code post <= downtime <= post + V/B}.
 * </ul>
 */
class AkoushBoundsTest {
    private static final long[] MEMORY_PAGES = {1 << 12, 1 << 16, 1 << 20};
    private static final double[] LINK_BYTES_PER_SECOND = {1.25e7, 1.25e8, 1.25e9};

    /** Writes for each page that the link carries. */
    private static final double[] INTENSITIES = {0, 0.02, 0.3, 0.9, 1.1, 3, 30, 1000};

    private static final double[] WORKING_SETS = {0.01, 0.3, 1};

    private static final long LATENCY_NS = 200_000;
    private static final double PAGE_BYTES = TestMigrations.RAW.first().wireBytes();
    private static final long MS = TestMigrations.MS;

    private static final MigrationCosts COSTS =
            new MigrationCosts(
                    20 * MS, MS, 50_000, MS, MS, 0, 2 * MS, 3 * MS, 0, 0, 2 * MS, 2 * MS, 1, 1);

    /** Parts of a byte, marks of rounds' ends, half nanoseconds. */
    private static final double TOLERANCE_SECONDS = 30 * 100 / 1.25e7;

    @Test
    void holdWhateverTheGuestWrites() {
        int points = 0;
        for (long pages : MEMORY_PAGES) {
            for (double rate : LINK_BYTES_PER_SECOND) {
                for (double intensity : INTENSITIES) {
                    for (double share : WORKING_SETS) {
                        double writes = intensity * rate / PAGE_BYTES;
                        for (List<PageClass> written :
                                workloads(Math.max(1, Math.round(share * pages)), writes)) {
                            check(pages, rate, written);
                            points++;
                        }
                    }
                }
            }
        }
        assertEquals(3 * 3 * 8 * 3 * 4, points);
    }

    /** Written evenly, swept, unevenly, and in phases. */
    private static List<List<PageClass>> workloads(long pages, double writesPerSecond) {
        PageRegion all = new PageRegion(0, pages);
        List<List<PageClass>> workloads = new ArrayList<>();
        workloads.add(List.of(PageClass.random(all, writesPerSecond)));
        workloads.add(List.of(PageClass.sweep(all, writesPerSecond)));
        workloads.add(
                List.of(
                        PageClass.random(all, pages * 0.1, writesPerSecond * 0.8),
                        PageClass.random(all, pages * 0.6, writesPerSecond * 0.2)));
        double perPage = writesPerSecond / pages;
        workloads.add(
                List.of(
                        new PageClass(
                                all,
                                pages,
                                WriteRate.phased(
                                        new double[] {perPage, 0, perPage * 4},
                                        new long[] {500 * MS, 300 * MS, 200 * MS}),
                                WriteRate.phased(
                                        new double[] {0, perPage},
                                        new long[] {700 * MS, 1000 * MS}))));
        return workloads;
    }

    private static void check(long pages, double rate, List<PageClass> written) {
        String point = "%d pages at %.3g B/s, %s".formatted(pages, rate, written);
        MigrationReport report =
                TestMigrations.run(
                        FluidGuest.of(PageClasses.of(pages, written), TestMigrations.RAW),
                        FluidOptions.of(
                                TestMigrations.options(new XenPolicy(), TestMigrations.LIMITS),
                                COSTS),
                        rate,
                        LATENCY_NS);
        // A stop-and-copy of more than 60 s is given up, whatever the policy says.
        double memorySeconds = pages * PAGE_BYTES / rate;
        if (report.outcome() == Outcome.FAILED) {
            assertTrue(memorySeconds > 59, point + ": " + report.reason());
            return;
        }
        double messageSeconds = (LATENCY_NS + COSTS.messageNs()) / 1e9;
        double postSeconds =
                (COSTS.pauseNs() + COSTS.harvestNs() + 2 * COSTS.journalNs() + COSTS.resumeNs())
                                / 1e9
                        + 3 * messageSeconds;
        // Device state is hidden by the last pages, or not.
        double devicesSeconds = (COSTS.saveNs() + COSTS.loadNs()) / 1e9;
        double roundSeconds = (COSTS.roundNs() + COSTS.harvestNs()) / 1e9 + 2 * messageSeconds;
        int preCopyRounds = report.rounds().size() - 1;
        double beforeSeconds =
                COSTS.setupNs() / 1e9 + 12 * messageSeconds + preCopyRounds * roundSeconds;
        double overheadSeconds = beforeSeconds + postSeconds + messageSeconds;
        double total = report.totalTimeNs() / 1e9;
        double downtime = report.downtimeNs() / 1e9;
        assertTrue(total >= overheadSeconds + memorySeconds - TOLERANCE_SECONDS, point);
        assertTrue(
                total
                        <= overheadSeconds
                                + devicesSeconds
                                + 5 * memorySeconds
                                - PAGE_BYTES / rate
                                + TOLERANCE_SECONDS,
                point);
        assertTrue(downtime >= postSeconds - TOLERANCE_SECONDS, point);
        assertTrue(
                downtime <= postSeconds + devicesSeconds + memorySeconds + TOLERANCE_SECONDS,
                point);
        assertTrue(report.totalBytes() >= pages * PAGE_BYTES - pages * 1e-9, point);
    }
}
