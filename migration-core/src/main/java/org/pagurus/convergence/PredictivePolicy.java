package org.pagurus.convergence;

import java.util.List;
import java.util.OptionalInt;
import org.pagurus.report.RoundStatistics;

/**
 * The policy to prefer. Its aims, in order: pre-copy always ends; the downtime is as low as is
 * reasonable; few bytes are sent. After each round it
 *
 * <ol>
 *   <li>stops when the expected downtime is within the limit and no further round pays ({@link
 *       ExtraRound});
 *   <li>goes on while the pending pages fall ({@link StallDetector}) and there is hope ({@link
 *       Outlook}), leaving the writable working set for the end once sending it early is futile
 *       ({@link WritableWorkingSet});
 *   <li>relaxes the downtime limit as far as allowed: it stops at a local minimum;
 *   <li>throttles the guest, only as far as needed ({@link ThrottlePlan});
 *   <li>gives up and says what would have sufficed ({@link NonConvergence}).
 * </ol>
 *
 * <p>A throttled guest shows that pre-copy had stalled, so from then on the relaxed limit holds.
 */
public final class PredictivePolicy implements ConvergencePolicy {
    @Override
    public String name() {
        return "predictive";
    }

    @Override
    public Decision decide(Situation situation, ConvergenceLimits limits) {
        List<RoundStatistics> rounds = situation.rounds();
        ExpectedDowntime expected = ExpectedDowntime.of(situation);
        int throttlePercent = throttleInForce(situation, limits);
        boolean isLast = rounds.size() >= limits.maxRounds();
        long limitNs = throttlePercent > 0 ? limits.maxDowntimeLimitNs() : limits.downtimeLimitNs();
        // Forecasts are only made where something hangs on them.
        SituationForecast forecast = new SituationForecast(situation);

        if (expected.isWithin(limitNs)) {
            if (isLast || !ExtraRound.mayPay(situation, limitNs)) {
                return stop(expected, limitNs);
            }
            boolean defer = isBetterLeft(throttlePercent, situation, limits, forecast);
            return ExtraRound.pays(situation, forecast, defer)
                    ? new Decision.NextRound(throttlePercent, defer)
                    : stop(expected, limitNs);
        }
        if (isLast) {
            return expected.isWithin(limits.maxDowntimeLimitNs())
                    ? stop(expected, limits.maxDowntimeLimitNs())
                    : NonConvergence.of(situation, limits).giveUp();
        }
        if (!StallDetector.isStalled(rounds) && !Outlook.isHopeless(situation, limits, forecast)) {
            boolean defer = isBetterLeft(throttlePercent, situation, limits, forecast);
            return new Decision.NextRound(throttlePercent, defer);
        }
        return beyondTheStall(situation, limits, expected, forecast);
    }

    private static boolean isBetterLeft(
            int throttlePercent,
            Situation situation,
            ConvergenceLimits limits,
            SituationForecast forecast) {
        return throttlePercent == 0 && WritableWorkingSet.isBetterLeft(situation, limits, forecast);
    }

    private static Decision beyondTheStall(
            Situation situation,
            ConvergenceLimits limits,
            ExpectedDowntime expected,
            SituationForecast forecast) {
        long relaxedNs = limits.maxDowntimeLimitNs();
        if (BestMoment.of(situation).expected().isWithin(relaxedNs)) {
            boolean act = StallDetector.isTimeToAct(situation.rounds());
            if (act && expected.isWithin(relaxedNs)) {
                return stop(expected, relaxedNs);
            }
            if (!act) {
                int inForce = throttleInForce(situation, limits);
                boolean defer = isBetterLeft(inForce, situation, limits, forecast);
                return new Decision.NextRound(inForce, defer);
            }
        }
        OptionalInt throttle = ThrottlePlan.nextPercent(situation, limits);
        return throttle.isPresent()
                ? new Decision.NextRound(throttle.getAsInt(), false)
                : NonConvergence.of(situation, limits).giveUp();
    }

    /** No more than is allowed now: the maximum may have been lowered since the last round. */
    private static int throttleInForce(Situation situation, ConvergenceLimits limits) {
        return Math.min(situation.lastRound().throttlePercent(), limits.maxThrottlePercent());
    }

    private static Decision stop(ExpectedDowntime expected, long limitNs) {
        return new Decision.StopAndCopy(
                "expected downtime "
                        + Time.ceilMs(expected.totalNs())
                        + " ms is within the limit of "
                        + Time.ceilMs(limitNs)
                        + " ms");
    }
}
