package org.pagurus.simulator.fluid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.RoundStatistics;
import org.pagurus.simulator.cost.MigrationCosts;
import org.pagurus.simulator.fluid.TestMigrations.FixedRounds;
import org.pagurus.simulator.kernel.RandomStreams;
import org.pagurus.simulator.workload.PageClass;
import org.pagurus.simulator.workload.PageClasses;
import org.pagurus.simulator.workload.PageRegion;

/** A fluid migration says in the mean what happens page by page. */
class GuestMigrationPagesTest {
    private static final long SEED = 4;
    private static final int RUNS = 30;
    private static final int PAGES = 20_000;
    private static final double PAGE_BYTES = TestMigrations.RAW.first().wireBytes();
    private static final double PAGES_PER_SECOND = 10_000;

    /** Beside the tolerance for the mean of the runs: this share of memory. */
    private static final double SHARE_OFF = 0.002;

    private static final double STANDARD_ERRORS = 5;

    @Test
    void evenlyWrittenWorkingSetInFront() {
        check(List.of(PageClass.random(new PageRegion(0, 4000), 8000)));
    }

    @Test
    void hotAndColdPages() {
        check(
                List.of(
                        PageClass.random(new PageRegion(2000, 1000), 20_000),
                        PageClass.random(new PageRegion(3000, 9000), 3000)));
    }

    @Test
    void allMemoryWrittenFasterThanItIsSent() {
        check(List.of(PageClass.random(new PageRegion(0, PAGES), 15_000)));
    }

    @Test
    void aSweepSlowerThanTheLink() {
        check(List.of(PageClass.sweep(new PageRegion(5000, 12_000), 4000)));
    }

    @Test
    void aSweepThatComesRoundInEveryRound() {
        check(List.of(PageClass.sweep(new PageRegion(5000, 2000), 9000)));
    }

    @Test
    void aSweepBesideRandomWrites() {
        check(
                List.of(
                        PageClass.sweep(new PageRegion(0, 8000), 2000),
                        PageClass.random(new PageRegion(8000, 500), 4000)));
    }

    private static void check(List<PageClass> classes) {
        for (FixedRounds policy : TestMigrations.fixedRounds()) {
            check(classes, policy);
        }
    }

    private static void check(List<PageClass> classes, FixedRounds policy) {
        FluidGuest guest = FluidGuest.of(PageClasses.of(PAGES, classes), TestMigrations.RAW);
        double rate = PAGE_BYTES * PAGES_PER_SECOND;
        MigrationReport report =
                TestMigrations.run(
                        guest,
                        FluidOptions.of(
                                TestMigrations.options(policy, TestMigrations.LIMITS),
                                MigrationCosts.NONE),
                        rate,
                        0);
        RandomGenerator random = new RandomStreams(SEED).stream("pages");
        double[][] sums = new double[policy.rounds()][];
        double[][] squares = new double[policy.rounds()][];
        for (int run = 0; run < RUNS; run++) {
            PlainPages plain = new PlainPages(PAGES, classes, PAGE_BYTES, rate, random);
            List<RoundStatistics> rounds =
                    plain.migrate(policy.rounds(), policy.throttlePercent(), policy.defer());
            for (int round = 0; round < policy.rounds(); round++) {
                double[] values = values(rounds.get(round));
                sums[round] = sums[round] == null ? new double[values.length] : sums[round];
                squares[round] =
                        squares[round] == null ? new double[values.length] : squares[round];
                for (int i = 0; i < values.length; i++) {
                    sums[round][i] += values[i];
                    squares[round][i] += values[i] * values[i];
                }
            }
        }
        for (int round = 0; round < policy.rounds(); round++) {
            double[] fluid = values(report.rounds().get(round));
            for (int i = 0; i < fluid.length; i++) {
                double mean = sums[round][i] / RUNS;
                double variance = Math.max(0, squares[round][i] / RUNS - mean * mean);
                double tolerance = STANDARD_ERRORS * Math.sqrt(variance / RUNS) + SHARE_OFF * PAGES;
                assertEquals(
                        mean,
                        fluid[i],
                        tolerance,
                        "%s of round %d, %s, %s, seed %d"
                                .formatted(NAMES.get(i), round, policy, classes, SEED));
            }
        }
        assertTrue(report.downtimeNs() > 0);
    }

    private static final List<String> NAMES =
            List.of("pages", "skipped", "dirtied", "repeated", "pending");

    private static double[] values(RoundStatistics round) {
        return new double[] {
            round.pages(),
            round.skippedPages(),
            round.dirtiedPages(),
            round.repeatedPages(),
            round.pendingPages()
        };
    }
}
