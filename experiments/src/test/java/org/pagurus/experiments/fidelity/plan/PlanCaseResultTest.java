package org.pagurus.experiments.fidelity.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pagurus.experiments.plan.Choice;
import org.pagurus.experiments.plan.Choice.Encoding;
import org.pagurus.experiments.plan.Forecast;
import org.pagurus.experiments.plan.ModelError;
import org.pagurus.experiments.plan.Plan;
import org.pagurus.experiments.plan.Priority;
import org.pagurus.experiments.plan.Question;
import org.pagurus.experiments.plan.TrialResult;

class PlanCaseResultTest {
    @Test
    void holdsWhenEveryRunIsInBothRanges() {
        assertTrue(result(live(100, 10), live(105, 10.2)).holds());
        assertFalse(result(live(100, 10), live(200, 10)).holds());
        assertFalse(result(live(100, 10), live(100, 20)).holds());
    }

    @Test
    void aMigrationThatFailedIsNoneThatHolds() {
        PlanCaseResult result =
                new PlanCaseResult(
                        "failed",
                        plan(),
                        List.of(
                                new LiveForecast(
                                        forecast(), List.of(live(100, 10)), List.of("it failed"))));
        assertFalse(result.holds());
    }

    @Test
    void isBestUnlessAnotherIsBetterByMoreThanATenth() {
        assertEquals(0.05, beside(100, 95).betterShare(), 1e-9);
        assertTrue(beside(100, 95).isBest());
        assertFalse(beside(100, 85).isBest());
        assertEquals(0, beside(100, 120).betterShare(), 1e-9);
    }

    private static PlanCaseResult result(LiveRun... runs) {
        return new PlanCaseResult(
                "one", plan(), List.of(new LiveForecast(forecast(), List.of(runs), List.of())));
    }

    private static PlanCaseResult beside(double recommendedMs, double otherMs) {
        return new PlanCaseResult(
                "two",
                plan(),
                List.of(
                        new LiveForecast(forecast(), List.of(live(recommendedMs, 10)), List.of()),
                        new LiveForecast(forecast(), List.of(live(otherMs, 10)), List.of())));
    }

    private static LiveRun live(double downtimeMs, double totalS) {
        return new LiveRun(Math.round(downtimeMs * 1e6), Math.round(totalS * 1e9), 1 << 20, 0);
    }

    private static Forecast forecast() {
        return new Forecast(
                new Choice("qemu", new Encoding("none", 2, 2), 300_000_000, 0),
                List.of(
                        new TrialResult(
                                true, "completed", 10_000_000_000L, 100_000_000, 1 << 20, 0, 3, 0)),
                ModelError.UNSCALED);
    }

    private static Plan plan() {
        return new Plan(
                new Question(
                        1 << 30,
                        125_000_000,
                        300_000_000,
                        60_000_000_000L,
                        Priority.parseOrder("downtime"),
                        2,
                        1),
                List.of(forecast()),
                List.of(),
                forecast(),
                null,
                null,
                1,
                1,
                false);
    }
}
