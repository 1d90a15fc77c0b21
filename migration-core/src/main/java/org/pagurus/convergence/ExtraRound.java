package org.pagurus.convergence;

import java.util.List;
import org.pagurus.report.RoundStatistics;

/**
 * Whether one more round pays although the downtime is within its limit. It pays when it is
 * forecast to take at least {@value #GAIN_PERCENT} % and {@value #LEAST_GAIN_MS} ms off the
 * expected downtime and to last at most {@value #ROUND_PER_GAIN} times what it takes off. There are
 * at most {@value #MAX_EXTRA_ROUNDS} such rounds in a row.
 */
final class ExtraRound {
    static final int MAX_EXTRA_ROUNDS = 3;
    static final int GAIN_PERCENT = 5;
    static final int LEAST_GAIN_MS = 1;
    static final int ROUND_PER_GAIN = 10;

    private ExtraRound() {}

    /** Whether there may be another, and it could take enough off if it left no page at all. */
    static boolean mayPay(Situation situation, long downtimeLimitNs) {
        if (roundsWithin(situation, downtimeLimitNs) > MAX_EXTRA_ROUNDS) {
            return false;
        }
        ExpectedDowntime now = ExpectedDowntime.of(situation);
        return isMarked(Time.seconds(now.transferNs()), Time.seconds(now.totalNs()));
    }

    /** Whether one that {@linkplain #mayPay may pay} does. */
    static boolean pays(Situation situation, SituationForecast forecasts, boolean deferWorkingSet) {
        double nowSeconds = Time.seconds(ExpectedDowntime.of(situation).totalNs());
        RoundStatistics last = situation.lastRound();
        RoundForecast forecast = forecasts.get();
        RoundForecast.End next =
                forecast.next(forecast.startingAt(last), last.throttlePercent(), deferWorkingSet);
        double gainSeconds =
                (last.pendingPages() - next.pendingPages()) * forecast.secondsPerPage();
        return isMarked(gainSeconds, nowSeconds)
                && next.durationSeconds() <= gainSeconds * ROUND_PER_GAIN;
    }

    private static boolean isMarked(double gainSeconds, double nowSeconds) {
        return gainSeconds * 100 >= nowSeconds * GAIN_PERCENT
                && gainSeconds * 1000 >= LEAST_GAIN_MS;
    }

    /** How many of the last rounds, in a row, ended within the limit. */
    private static int roundsWithin(Situation situation, long downtimeLimitNs) {
        List<RoundStatistics> rounds = situation.rounds();
        int count = 0;
        for (int i = rounds.size() - 1; i >= 0 && count <= MAX_EXTRA_ROUNDS; i--, count++) {
            if (!ExpectedDowntime.at(situation, rounds.get(i)).isWithin(downtimeLimitNs)) {
                break;
            }
        }
        return count;
    }
}
