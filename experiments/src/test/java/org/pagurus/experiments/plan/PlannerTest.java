package org.pagurus.experiments.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final long LIMIT_NS = 300_000_000;
    private static final long RATE = 100_000_000;

    @Test
    void recommendsWhatHasTheLeastOfTheFirstPriority() throws Exception {
        Plan traffic = plan("traffic", 1, PlannerTest::calm);
        assertEquals("fixed:zstd-1", traffic.offered().getFirst().choice().encoding().selector());
        Plan downtime = plan("downtime", 1, PlannerTest::calm);
        assertEquals("none", downtime.offered().getFirst().choice().encoding().selector());
        assertEquals(5, downtime.offered().getFirst().results().size());
    }

    @Test
    void findsHowMuchLessWouldDo() throws Exception {
        Plan plan = plan("traffic", 1, PlannerTest::calm);
        // It converges from 40 ms on, and from 25 MB/s on.
        assertWithin(40_000_000, plan.smallestLimit());
        assertWithin(25_000_000, plan.smallestLinkRate());
    }

    @Test
    void isTheSameOnOneThreadAndOnMany() throws Exception {
        Plan one = plan("downtime,traffic", 1, PlannerTest::calm);
        assertEquals(one, plan("downtime,traffic", 4, PlannerTest::calm));
    }

    @Test
    void throttlesWhereNothingElseConverges() throws Exception {
        Plan plan = plan("slowdown", 2, PlannerTest::busy);
        assertTrue(plan.converges());
        assertTrue(plan.offered().getFirst().choice().maxThrottlePercent() > 0);
    }

    @Test
    void saysWhatComesNearestWhereNothingConverges() throws Exception {
        Plan plan = plan("downtime", 2, trial -> hopeless(trial));
        assertFalse(plan.converges());
        assertEquals("adaptive", plan.nearest().choice().encoding().selector());
        assertWithin(900_000_000, plan.smallestLimit());
        assertWithin(400_000_000, plan.smallestLinkRate());
    }

    @Test
    void saysThatNoneDoesWhereNothingHelps() throws Exception {
        Plan plan = plan("downtime", 2, trial -> Forecasts.gaveUp(0));
        assertEquals(OptionalLong.empty(), plan.smallestLimit());
        assertEquals(OptionalLong.empty(), plan.smallestLinkRate());
    }

    @Test
    void tellsWhatItHasWhenTheTimeIsOver() throws Exception {
        AtomicInteger left = new AtomicInteger(3);
        try (Trials trials =
                new Trials(
                        PlannerTest::calm,
                        1,
                        () -> left.getAndDecrement() <= 0,
                        Trials.Progress.NONE)) {
            Plan plan = new Planner(question("traffic"), ModelError.UNSCALED, trials).plan();
            assertTrue(plan.cutShort());
            assertEquals(3, plan.trials());
            assertTrue(plan.converges());
            assertNull(plan.smallestLimit());
            assertNull(plan.smallestLinkRate());
        }
    }

    @Test
    void refusesWhereThereIsNoTimeAtAll() {
        try (Trials trials = new Trials(PlannerTest::calm, 1, () -> true, Trials.Progress.NONE)) {
            Planner planner = new Planner(question("traffic"), ModelError.UNSCALED, trials);
            assertEquals(
                    "--time-budget: expected enough for one simulated migration, found less",
                    assertThrows(PlanException.class, planner::plan).getMessage());
        }
    }

    @Test
    void whatCannotBeSimulatedEndsIt() {
        try (Trials trials =
                new Trials(
                        trial -> {
                            throw new PlanException("guest: expected one, found none");
                        },
                        2,
                        () -> false,
                        Trials.Progress.NONE)) {
            Planner planner = new Planner(question("traffic"), ModelError.UNSCALED, trials);
            assertEquals(
                    "guest: expected one, found none",
                    assertThrows(PlanException.class, planner::plan).getMessage());
        }
    }

    private static Plan plan(String priority, int threads, TrialRunner runner) throws Exception {
        try (Trials trials = new Trials(runner, threads, () -> false, Trials.Progress.NONE)) {
            return new Planner(question(priority), ModelError.UNSCALED, trials).plan();
        }
    }

    private static Question question(String priority) {
        return new Question(
                1L << 28, RATE, LIMIT_NS, 60_000_000_000L, Priority.parseOrder(priority), 2, 7);
    }

    /** Encoding takes time and saves bytes; what is too little gives up. */
    private static TrialResult calm(Trial trial) {
        Choice choice = trial.choice();
        if (choice.downtimeLimitNs() < 40_000_000 || trial.linkRateBytesPerSecond() < 25_000_000) {
            return Forecasts.gaveUp(40);
        }
        double slower = (double) RATE / trial.linkRateBytesPerSecond();
        return switch (choice.encoding().selector()) {
            case "none" -> Forecasts.result(50 * slower, 256, 0, 3);
            case "fixed:lz4" -> Forecasts.result(60 * slower, 150, 0, 3);
            case "fixed:zstd-1" -> Forecasts.result(70 * slower, 100, 0, 4);
            default -> Forecasts.result(75 * slower, 120, 0, 3);
        };
    }

    /** Only throttling helps. */
    private static TrialResult busy(Trial trial) {
        return trial.choice().maxThrottlePercent() < 50
                ? Forecasts.gaveUp(900)
                : Forecasts.result(200, 300, 5, 20);
    }

    /** Only a larger limit or a faster link helps. */
    private static TrialResult hopeless(Trial trial) {
        return trial.choice().downtimeLimitNs() < 900_000_000
                        && trial.linkRateBytesPerSecond() < 400_000_000
                ? Forecasts.gaveUp(
                        trial.choice().encoding().selector().equals("adaptive") ? 900 : 1200)
                : Forecasts.result(250, 300, 0, 20);
    }

    private static void assertWithin(long expected, OptionalLong found) {
        assertTrue(found.isPresent());
        assertTrue(
                found.getAsLong() >= expected
                        && found.getAsLong() <= expected * (1 + Plan.BISECTION_SHARE),
                found::toString);
    }
}
