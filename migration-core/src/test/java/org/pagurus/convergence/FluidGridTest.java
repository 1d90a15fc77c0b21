package org.pagurus.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.pagurus.convergence.FluidGrid.Point;
import org.pagurus.convergence.FluidMigration.Outcome;

/** Every policy in a closed loop with a fluid guest, over the whole grid. */
class FluidGridTest {
    private static final PredictivePolicy PREDICTIVE = new PredictivePolicy();

    /** A limit met only by a hair may be given up, and a hair's miss may be met. */
    private static final double TOLERANCE = 0.1;

    private static final int THROTTLE_TOLERANCE_PERCENT = 15;

    @Test
    void everyPolicyEndsWithinTheRoundsAllowed() {
        for (ConvergencePolicy policy : ConvergencePolicies.all()) {
            assertHoldsOverTheGrid(
                    point -> {
                        int throttle = policy.defaultMaxThrottlePercent();
                        Outcome outcome =
                                point.run(policy, point.limits(2 * point.limitMs(), throttle));
                        return outcome.rounds() <= FluidGrid.MAX_ROUNDS
                                ? ""
                                : policy.name() + " took " + outcome.rounds() + " rounds";
                    });
        }
    }

    @Test
    void xenNeverGivesUp() {
        assertHoldsOverTheGrid(
                point ->
                        point.run(new XenPolicy(), point.limits(point.limitMs(), 0)).gaveUp()
                                ? "xen gave up"
                                : "");
    }

    @Test
    void predictiveStopsOnlyWithinTheAllowedLimit() {
        for (int factor : new int[] {1, 4}) {
            for (int throttle : new int[] {0, 99}) {
                assertHoldsOverTheGrid(
                        point -> {
                            ConvergenceLimits limits =
                                    point.limits(factor * point.limitMs(), throttle);
                            Outcome outcome = point.run(PREDICTIVE, limits);
                            return outcome.gaveUp()
                                            || outcome.expectedDowntimeNs()
                                                    <= limits.maxDowntimeLimitNs()
                                    ? ""
                                    : "stopped with " + outcome.end() + " under " + limits;
                        });
            }
        }
    }

    @Test
    void predictiveGivesUpOnlyWhereRoundsAloneCannotMeetTheLimit() {
        assertHoldsOverTheGrid(
                point -> {
                    double limitNs = point.limits(point.limitMs(), 0).downtimeLimitNs();
                    double bestNs = BestRounds.downtimeNs(point.guest());
                    boolean gaveUp =
                            point.run(PREDICTIVE, point.limits(point.limitMs(), 0)).gaveUp();
                    boolean couldMeet = bestNs <= limitNs * (1 - TOLERANCE);
                    boolean couldNotMeet = bestNs > limitNs * (1 + TOLERANCE);
                    return (gaveUp && couldMeet) || (!gaveUp && couldNotMeet)
                            ? "gave up: %b, best possible %.0f ms".formatted(gaveUp, bestNs / 1e6)
                            : "";
                });
    }

    @Test
    void theLimitThatPredictiveNamesSuffices() {
        assertHoldsOverTheGrid(
                point -> {
                    Outcome first = point.run(PREDICTIVE, point.limits(point.limitMs(), 0));
                    if (!(first.end() instanceof Decision.GiveUp giveUp)) {
                        return "";
                    }
                    long limitMs = giveUp.sufficientDowntimeLimitNs() / Time.NS_PER_MS;
                    String named = "a downtime limit of " + limitMs + " ms would have sufficed";
                    if (!giveUp.reason().contains(named)) {
                        return "message does not name the limit: " + giveUp.reason();
                    }
                    ConvergenceLimits sufficient =
                            new ConvergenceLimits(
                                    giveUp.sufficientDowntimeLimitNs(),
                                    giveUp.sufficientDowntimeLimitNs(),
                                    0,
                                    FluidGrid.MAX_ROUNDS);
                    Outcome second = point.run(PREDICTIVE, sufficient);
                    return second.gaveUp() ? "gave up again: " + second.end() : "";
                });
    }

    @Test
    void predictiveThrottlesOnlyAsFarAsNeeded() {
        assertHoldsOverTheGrid(
                point -> {
                    Outcome outcome = point.run(PREDICTIVE, point.limits(point.limitMs(), 99));
                    int least = BestRounds.leastThrottlePercent(point);
                    int throttle = outcome.throttlePercent();
                    return !outcome.gaveUp() && throttle <= least + THROTTLE_TOLERANCE_PERCENT
                            ? ""
                            : "throttled by %d %%, least %d %%: %s"
                                    .formatted(throttle, least, outcome.end());
                });
    }

    @Test
    void predictiveTakesFewExtraRoundsForALowDowntime() {
        assertHoldsOverTheGrid(
                point -> {
                    ConvergenceLimits limits = point.limits(point.limitMs(), 0);
                    Situation situation = point.run(PREDICTIVE, limits).situation();
                    long within =
                            situation.rounds().reversed().stream()
                                    .takeWhile(
                                            round ->
                                                    ExpectedDowntime.at(situation, round)
                                                            .isWithin(limits.downtimeLimitNs()))
                                    .count();
                    return within <= ExtraRound.MAX_EXTRA_ROUNDS + 1
                            ? ""
                            : within + " rounds ended within the limit";
                });
    }

    /** Collects every failing point, so that one run shows the pattern. */
    private static void assertHoldsOverTheGrid(Function<Point, String> failureAt) {
        List<String> failures =
                FluidGrid.points().stream()
                        .map(point -> describe(point, failureAt.apply(point)))
                        .filter(failure -> !failure.isEmpty())
                        .toList();
        assertEquals(0, failures.size(), () -> "\n" + String.join("\n", failures));
        assertTrue(FluidGrid.points().size() > 500, "a grid of " + FluidGrid.points().size());
    }

    private static String describe(Point point, String failure) {
        return failure.isEmpty() ? "" : point + ": " + failure;
    }
}
