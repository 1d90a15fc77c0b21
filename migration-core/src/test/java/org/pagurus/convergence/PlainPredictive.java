package org.pagurus.convergence;

import java.util.List;
import java.util.OptionalInt;
import org.pagurus.report.RoundStatistics;

/**
 * {@link PredictivePolicy} as it is told in one go: every forecast is made, with all digits,
 * whether anything hangs on it or not.
 */
final class PlainPredictive {
    private PlainPredictive() {}

    static Decision decide(Situation situation, ConvergenceLimits limits) {
        List<RoundStatistics> rounds = situation.rounds();
        ExpectedDowntime expected = ExpectedDowntime.of(situation);
        int throttlePercent =
                Math.min(situation.lastRound().throttlePercent(), limits.maxThrottlePercent());
        boolean isLast = rounds.size() >= limits.maxRounds();
        long limitNs = throttlePercent > 0 ? limits.maxDowntimeLimitNs() : limits.downtimeLimitNs();
        boolean defer = throttlePercent == 0 && isBetterLeft(situation, limits);
        SituationForecast forecast = new SituationForecast(situation);

        if (expected.isWithin(limitNs)) {
            return !isLast
                            && ExtraRound.mayPay(situation, limitNs)
                            && ExtraRound.pays(situation, forecast, defer)
                    ? new Decision.NextRound(throttlePercent, defer)
                    : stop(expected, limitNs);
        }
        if (isLast) {
            return expected.isWithin(limits.maxDowntimeLimitNs())
                    ? stop(expected, limits.maxDowntimeLimitNs())
                    : NonConvergence.of(situation, limits).giveUp();
        }
        if (!StallDetector.isStalled(rounds) && !Outlook.isHopeless(situation, limits, forecast)) {
            return new Decision.NextRound(throttlePercent, defer);
        }
        long relaxedNs = limits.maxDowntimeLimitNs();
        if (BestMoment.of(situation).expected().isWithin(relaxedNs)) {
            boolean act = StallDetector.isTimeToAct(rounds);
            if (act && expected.isWithin(relaxedNs)) {
                return stop(expected, relaxedNs);
            }
            if (!act) {
                return new Decision.NextRound(throttlePercent, defer);
            }
        }
        OptionalInt throttle = ThrottlePlan.nextPercent(situation, limits);
        return throttle.isPresent()
                ? new Decision.NextRound(throttle.getAsInt(), false)
                : NonConvergence.of(situation, limits).giveUp();
    }

    static boolean isBetterLeft(Situation situation, ConvergenceLimits limits) {
        List<RoundStatistics> rounds = situation.rounds();
        return rounds.size() > WritableWorkingSet.ROUNDS_OF_EVIDENCE
                && (wasFutile(rounds) || helps(situation, limits));
    }

    private static boolean wasFutile(List<RoundStatistics> rounds) {
        for (int i = rounds.size() - WritableWorkingSet.ROUNDS_OF_EVIDENCE;
                i < rounds.size();
                i++) {
            long before = rounds.get(i - 1).dirtiedPages();
            long again = rounds.get(i).repeatedPages();
            if (before == 0 || again * 100 < before * WritableWorkingSet.FUTILE_PERCENT) {
                return false;
            }
        }
        return true;
    }

    private static boolean helps(Situation situation, ConvergenceLimits limits) {
        RoundStatistics last = situation.lastRound();
        RoundForecast forecast = RoundForecast.of(situation);
        int throttle = last.throttlePercent();
        int roundsLeft = limits.maxRounds() - situation.rounds().size();
        double fixedSeconds = Time.seconds(situation.fixedParts().sumNs());
        double sending = leastPendingPages(forecast, last, throttle, false, roundsLeft);
        double leaving = leastPendingPages(forecast, last, throttle, true, roundsLeft);
        double sendingSeconds = fixedSeconds + sending * forecast.secondsPerPage();
        double leavingSeconds = fixedSeconds + leaving * forecast.secondsPerPage();
        return leavingSeconds * 100
                <= sendingSeconds * (100 - WritableWorkingSet.FORECAST_GAIN_PERCENT);
    }

    /** Round by round to the last. */
    static double leastPendingPages(
            RoundForecast forecast, RoundStatistics last, int throttle, boolean defer, int rounds) {
        RoundForecast.End end = forecast.startingAt(last);
        double least = end.pendingPages();
        for (int i = 0; i < Math.min(rounds, RoundForecast.MAX_ROUNDS); i++) {
            end = forecast.next(end, throttle, defer);
            least = Math.min(least, end.pendingPages());
        }
        return least;
    }

    private static Decision stop(ExpectedDowntime expected, long limitNs) {
        return new Decision.StopAndCopy(
                "expected downtime %d ms is within the limit of %d ms"
                        .formatted(Time.ceilMs(expected.totalNs()), Time.ceilMs(limitNs)));
    }
}
