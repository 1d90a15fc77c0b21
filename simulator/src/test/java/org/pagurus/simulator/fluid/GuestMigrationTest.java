package org.pagurus.simulator.fluid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pagurus.codec.CodecId;
import org.pagurus.convergence.ConvergenceLimits;
import org.pagurus.convergence.FixedDowntimes;
import org.pagurus.convergence.PredictivePolicy;
import org.pagurus.convergence.QemuPolicy;
import org.pagurus.convergence.XenPolicy;
import org.pagurus.convergence.XenRateLimiter;
import org.pagurus.engine.MigrationOptions;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.engine.Waits;
import org.pagurus.report.CodecCount;
import org.pagurus.report.DowntimeParts;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;
import org.pagurus.report.RoundStatistics;
import org.pagurus.simulator.cost.CodecShare;
import org.pagurus.simulator.cost.MigrationCosts;
import org.pagurus.simulator.cost.PageCost;
import org.pagurus.simulator.cost.PageCosts;
import org.pagurus.simulator.fluid.TestMigrations.FixedRounds;
import org.pagurus.simulator.kernel.RunLimits;
import org.pagurus.simulator.kernel.Simulation;
import org.pagurus.simulator.link.LinkSpec;
import org.pagurus.simulator.link.Network;
import org.pagurus.simulator.link.Node;
import org.pagurus.simulator.link.Topology;
import org.pagurus.simulator.workload.PageClass;
import org.pagurus.simulator.workload.PageClasses;
import org.pagurus.simulator.workload.PageRegion;

class GuestMigrationTest {
    private static final long MS = TestMigrations.MS;
    private static final long SECOND_NS = TestMigrations.SECOND_NS;
    private static final double RATE = 1e8;
    private static final double PAGE_BYTES = TestMigrations.RAW.first().wireBytes();
    private static final MigrationCosts COSTS =
            new MigrationCosts(
                    20 * MS, 3 * MS, MS / 4, MS, 2 * MS, 10, 4 * MS, 5 * MS, 0, 100, 7 * MS, 8 * MS,
                    2, 1);
    private static final long LATENCY_NS = 10 * MS;
    private static final long MESSAGE_NS = LATENCY_NS + MS / 4;

    private static FluidGuest guest(PageClass... written) {
        return FluidGuest.of(PageClasses.of(100_000, List.of(written)), TestMigrations.RAW);
    }

    private static FluidOptions options(FixedRounds policy, MigrationCosts costs) {
        return FluidOptions.of(TestMigrations.options(policy, TestMigrations.LIMITS), costs);
    }

    @Test
    void everyStepTakesWhatItCosts() {
        MigrationReport report =
                TestMigrations.run(
                        guest(), options(new FixedRounds(2, 0, false), COSTS), RATE, LATENCY_NS);
        assertEquals(Outcome.COMPLETED, report.outcome());
        assertEquals(true, report.memoryIdentical());
        assertEquals("after 2 rounds", report.reason());
        assertEquals(3, report.rounds().size());

        long marks = 4 * 20;
        long bytes = (long) (100_000 * PAGE_BYTES) + marks;
        long sendNs = Math.round(bytes / RATE * 1e9);
        long marksNs = Math.round(marks / RATE * 1e9);
        RoundStatistics first = report.rounds().getFirst();
        assertEquals(100_000, first.pages());
        assertEquals(bytes, first.bytes());
        assertEquals(sendNs + 2 * MESSAGE_NS + 3 * MS, first.durationNs(), 1);
        assertEquals(bytes + 2 * marks, report.totalBytes());

        // The device state is loaded long after the last mark has come.
        DowntimeParts parts =
                new DowntimeParts(
                        MS, 2 * MS, 2 * MESSAGE_NS, 9 * MS, 0, 0, 14 * MS, 8 * MS, MESSAGE_NS);
        assertEquals(parts, report.downtimeParts());
        long downtimeNs = (1 + 2 + 9 + 14 + 8) * MS + 3 * MESSAGE_NS;
        assertEquals(downtimeNs, report.downtimeNs());
        long roundsNs = sendNs + marksNs + 2 * (2 * MESSAGE_NS + (3 + 2) * MS);
        long totalNs = 20 * MS + 12 * MESSAGE_NS + roundsNs + downtimeNs + MESSAGE_NS;
        assertEquals(totalNs, report.totalTimeNs(), 2);
        assertEquals(2 * MESSAGE_NS, report.roundTripNs());
        // Learned parts without the harvest, which is measured, and two round trips.
        assertEquals(
                FixedDowntimes.STARTING_VALUES.sumNs() - (1 + 4) * MS + 2 * MS + 4 * MESSAGE_NS,
                report.expectedDowntimeNs());
    }

    @Test
    void fullVerificationIsPartOfTheDowntime() {
        MigrationOptions options =
                new MigrationOptions(
                        4,
                        new FixedRounds(1, 0, false),
                        TestMigrations.LIMITS,
                        Verification.FULL,
                        Long.MAX_VALUE,
                        Waits.DEFAULT,
                        FixedDowntimes.STARTING_VALUES);
        MigrationReport report =
                TestMigrations.run(guest(), FluidOptions.of(options, COSTS), RATE, LATENCY_NS);
        assertEquals(2 * 100_000 * 100, report.downtimeParts().verifyNs());
        assertEquals(sum(report.downtimeParts()), report.downtimeNs());
    }

    private static long sum(DowntimeParts parts) {
        return parts.pauseNs()
                + parts.harvestNs()
                + parts.lastPagesNs()
                + parts.deviceStateNs()
                + parts.digestNs()
                + parts.verifyNs()
                + parts.journalNs()
                + parts.resumeNs()
                + parts.messagesNs();
    }

    @Test
    void downtimePartsAddUp() {
        MigrationReport report =
                TestMigrations.run(
                        guest(PageClass.random(new PageRegion(0, 50_000), 1e5)),
                        options(new FixedRounds(3, 0, false), COSTS),
                        RATE,
                        LATENCY_NS);
        assertEquals(sum(report.downtimeParts()), report.downtimeNs());
        assertTrue(report.downtimeParts().lastPagesNs() > 100 * MS);
    }

    @Test
    void hostsHoldDownWhatTheLinkWouldCarry() {
        // Two threads of the source, one of the destination.
        for (PageCost slow : List.of(PageCost.raw(200_000, 10_000), PageCost.raw(0, 100_000))) {
            FluidGuest guest =
                    FluidGuest.of(PageClasses.of(10_000, List.of()), PageCosts.always(slow));
            MigrationReport report =
                    TestMigrations.run(
                            guest, options(new FixedRounds(1, 0, false), NO_WAITS), RATE, 0);
            assertEquals(10_000 * 100_000L, report.rounds().getFirst().durationNs(), 1_000_000);
        }
    }

    private static final MigrationCosts NO_WAITS =
            new MigrationCosts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 1);

    @Test
    void pagesAreCountedByCodec() {
        PageCost mix =
                new PageCost(
                        List.of(
                                new CodecShare(CodecId.ZERO, 0.2, 0),
                                new CodecShare(CodecId.LZ4, 0.7, 2000),
                                new CodecShare(CodecId.RAW, 0.1, 4096)),
                        0,
                        0);
        FluidGuest guest =
                FluidGuest.of(
                        PageClasses.of(
                                10_000, List.of(PageClass.random(new PageRegion(0, 1000), 1e6))),
                        new PageCosts(mix, PageCost.raw(0, 0)));
        MigrationReport report =
                TestMigrations.run(guest, options(new FixedRounds(1, 0, false), NO_WAITS), RATE, 0);
        RoundStatistics first = report.rounds().getFirst();
        assertEquals(first.codecs().pages(), first.pages(), 2);
        assertEquals(first.pages() * 0.2, first.zeroPages(), 1);
        assertEquals(first.pages() * 0.7 * 2000, first.codecs().byCodec().get(2).bytes(), 1000);
        double entries = first.pages() * (2 + 20.0 / 64) + first.pages() * 0.7 * 2 + 4 * 20;
        assertEquals(first.codecs().bytes() + entries, first.bytes(), 5000);
        // Whatever is sent again is raw, with what was sent first in the totals.
        assertEquals(
                List.of(CodecId.RAW),
                report.rounds().getLast().codecs().byCodec().stream()
                        .map(CodecCount::codec)
                        .toList());
        assertEquals(
                report.rounds().stream().mapToLong(round -> round.codecs().pages()).sum(),
                report.codecs().pages());
    }

    @Test
    void aThrottledGuestWritesLess() {
        PageClass set = PageClass.random(new PageRegion(0, 50_000), 20_000);
        long dirtied = 0;
        for (int percent : new int[] {90, 50, 0}) {
            MigrationReport report =
                    TestMigrations.run(
                            guest(set),
                            options(new FixedRounds(2, percent, false), NO_WAITS),
                            RATE,
                            0);
            RoundStatistics second = report.rounds().get(1);
            assertEquals(percent, second.throttlePercent());
            assertTrue(second.dirtiedPages() > dirtied, percent + " %");
            dirtied = second.dirtiedPages();
        }
    }

    @Test
    void autoConvergeConvergesWhereRoundsAloneDoNot() {
        PageClass set = PageClass.random(new PageRegion(0, 90_000), 60_000);
        ConvergenceLimits limits = new ConvergenceLimits(300 * MS, 300 * MS, 99, 100);
        MigrationReport report =
                TestMigrations.run(
                        guest(set),
                        FluidOptions.of(TestMigrations.options(new QemuPolicy(), limits), COSTS),
                        RATE,
                        LATENCY_NS);
        assertEquals(Outcome.COMPLETED, report.outcome());
        assertTrue(report.rounds().getLast().throttlePercent() > 0);
        assertTrue(report.downtimeNs() < 400 * MS, "downtime " + report.downtimeNs());
    }

    @Test
    void givingUpLeavesTheGuestAndNamesWhatWouldDo() {
        PageClass set = PageClass.random(new PageRegion(0, 90_000), 60_000);
        MigrationReport report =
                TestMigrations.run(
                        guest(set),
                        FluidOptions.of(
                                TestMigrations.options(
                                        new PredictivePolicy(), TestMigrations.LIMITS),
                                COSTS),
                        RATE,
                        LATENCY_NS);
        assertEquals(Outcome.FAILED, report.outcome());
        assertNull(report.memoryIdentical());
        assertTrue(report.reason().startsWith("no convergence after "), report.reason());
        assertTrue(report.sufficientDowntimeLimitNs() > 300 * MS);
        assertTrue(report.expectedDowntimeNs() > 300 * MS);
        assertEquals(0, report.downtimeNs());
        assertEquals(DowntimeParts.NONE, report.downtimeParts());
    }

    @Test
    void theTimeLimitEndsPreCopy() {
        MigrationOptions options =
                new MigrationOptions(
                        1,
                        new FixedRounds(3, 0, false),
                        TestMigrations.LIMITS,
                        Verification.DIGEST,
                        2 * SECOND_NS,
                        Waits.DEFAULT,
                        FixedDowntimes.STARTING_VALUES);
        MigrationReport report =
                TestMigrations.run(guest(), FluidOptions.of(options, COSTS), RATE, LATENCY_NS);
        assertEquals(Outcome.FAILED, report.outcome());
        assertEquals("time limit of 2 s reached in round 0", report.reason());
        assertEquals(2 * SECOND_NS + 2 * MESSAGE_NS, report.totalTimeNs());
        assertEquals(List.of(), report.rounds());
    }

    @Test
    void theGuestIsNotPausedForLongerThanTheLimit() {
        for (double rate : new double[] {1e6, 5.2e6}) {
            PageClass set = PageClass.random(new PageRegion(0, 100_000), 1e9);
            MigrationReport report =
                    TestMigrations.run(
                            guest(set), options(new FixedRounds(1, 0, false), COSTS), rate, 0);
            assertEquals(Outcome.FAILED, report.outcome());
            assertEquals("stop-and-copy took longer than its limit of 60 s", report.reason());
            assertEquals(0, report.downtimeNs());
        }
    }

    @Test
    void migrationsOverOneLinkShareIt() {
        Simulation simulation = new Simulation();
        Topology topology = new Topology();
        Node source = topology.addHost("source");
        Node destination = topology.addHost("destination");
        topology.connect(source, destination, LinkSpec.of(RATE, 0));
        Network network = new Network(simulation, topology);
        PageClass set = PageClass.random(new PageRegion(0, 30_000), 10_000);
        List<MigrationReport> together = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            new GuestMigration(
                            simulation,
                            network,
                            topology.path(source, destination),
                            guest(set),
                            options(new FixedRounds(4, 0, false), NO_WAITS),
                            together::add)
                    .start();
        }
        simulation.run(new RunLimits(Long.MAX_VALUE, 1_000_000));
        MigrationReport alone =
                TestMigrations.run(
                        guest(set), options(new FixedRounds(4, 0, false), NO_WAITS), RATE / 2, 0);
        assertEquals(2, together.size());
        for (MigrationReport report : together) {
            // The first part of all is reckoned with the whole link.
            assertEquals(alone.totalBytes(), report.totalBytes(), alone.totalBytes() * 0.01);
            assertEquals(alone.totalTimeNs(), report.totalTimeNs(), alone.totalTimeNs() * 0.01);
        }
    }

    @Test
    void theRateLimiterHoldsRoundsDownAndLetsTheLastOneGo() {
        XenRateLimiter limiter = new XenRateLimiter(1e7, 5e6, 4e7, 8e7);
        PageClass set = PageClass.random(new PageRegion(0, 20_000), 6000);
        MigrationReport report =
                TestMigrations.run(
                        guest(set),
                        new FluidOptions(
                                TestMigrations.options(
                                        new XenPolicy(limiter), TestMigrations.LIMITS),
                                NO_WAITS,
                                limiter),
                        RATE,
                        0);
        double before = 1e7;
        List<RoundStatistics> rounds = report.rounds();
        for (int i = 0; i < rounds.size() - 1; i++) {
            double rate = rounds.get(i).bytes() / (rounds.get(i).durationNs() / 1e9);
            assertEquals(before, rate, before * 1e-3, "round " + i);
            double dirtied =
                    rounds.get(i).dirtiedPages() * 4096 / (rounds.get(i).durationNs() / 1e9);
            before = Math.max(before, Math.min(4e7, dirtied + 5e6));
        }
        assertTrue(before > 2e7, "rate " + before);
        RoundStatistics last = rounds.getLast();
        assertEquals(8e7, last.bytes() / (last.durationNs() / 1e9), 8e7 * 1e-3);
    }
}
