package org.pagurus.convergence;

import java.util.OptionalInt;
import org.pagurus.guest.Throttled;
import org.pagurus.report.RoundStatistics;

/** The least throttling with which the forecast meets a downtime limit. */
final class ThrottlePlan {
    /** Within so many rounds the limit must be met, or within those that are left if fewer. */
    static final int ROUNDS_TO_CONVERGE = 32;

    /** When throttling was not enough it grows by at least this much. */
    static final int STEP_PERCENT = 5;

    /** A forecast may err: up to this share of the pages that the limit allows is worth a try. */
    static final int WORTH_A_TRY_PERCENT = 150;

    private final RoundForecast forecast;
    private final RoundStatistics last;
    private final double limitPages;
    private final int rounds;

    private ThrottlePlan(Situation situation, long downtimeLimitNs, int roundsLeft) {
        forecast = RoundForecast.of(situation);
        last = situation.lastRound();
        limitPages = forecast.pagesWithin(downtimeLimitNs, situation.fixedParts());
        rounds = Math.min(ROUNDS_TO_CONVERGE, roundsLeft);
    }

    /**
     * The least percentage that meets the limit; empty when not even {@value Throttled#MAX_PERCENT}
     * % does.
     */
    static OptionalInt leastPercent(Situation situation, long downtimeLimitNs) {
        return new ThrottlePlan(situation, downtimeLimitNs, ROUNDS_TO_CONVERGE).leastPercent();
    }

    /**
     * The throttling for the next round after a stall: what the plan says, and at least a step more
     * than is in force, up to the maximum. Empty when the maximum is in force already, or when the
     * forecast says that not even the maximum comes near the relaxed limit: a guest is not slowed
     * in vain.
     */
    static OptionalInt nextPercent(Situation situation, ConvergenceLimits limits) {
        int inForce = situation.lastRound().throttlePercent();
        int max = limits.maxThrottlePercent();
        if (inForce >= max) {
            return OptionalInt.empty();
        }
        ThrottlePlan plan =
                new ThrottlePlan(
                        situation,
                        limits.maxDowntimeLimitNs(),
                        limits.maxRounds() - situation.rounds().size());
        int least = plan.leastPercent().orElse(Throttled.MAX_PERCENT + 1);
        if (least > max && plan.pendingPages(max) * 100 > plan.limitPages * WORTH_A_TRY_PERCENT) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(Math.min(max, Math.max(least, inForce + STEP_PERCENT)));
    }

    private OptionalInt leastPercent() {
        int tooLittle = -1;
        int enough = Throttled.MAX_PERCENT + 1;
        while (enough - tooLittle > 1) {
            int middle = (enough + tooLittle) >>> 1;
            if (pendingPages(middle) <= limitPages) {
                enough = middle;
            } else {
                tooLittle = middle;
            }
        }
        return enough > Throttled.MAX_PERCENT ? OptionalInt.empty() : OptionalInt.of(enough);
    }

    private double pendingPages(int percent) {
        return forecast.leastPendingPages(last, percent, false, rounds);
    }
}
