package org.pagurus.convergence;

import java.util.List;
import org.pagurus.report.RoundStatistics;

/**
 * Whether it is plain early on that rounds alone won't meet the downtime limit. It is when two
 * things hold after at least {@value #LEAST_ROUNDS} rounds.
 *
 * <p>There is cause to doubt: in each of the last two rounds, both at the same throttling, the
 * guest dirtied pages as fast as the link carries them (Liu et al.: lambda of 1 or more) and the
 * pending pages fell by less than 10 % in the last; or half of the rounds are used up.
 *
 * <p>And the forecast for all rounds that are left stays above the limit by more than {@value
 * #FORECAST_MARGIN_PERCENT} %, whether the working set is sent or left for the end.
 */
final class Outlook {
    static final int LEAST_ROUNDS = 3;
    static final int FORECAST_MARGIN_PERCENT = 25;

    /** Below this share of the round before, pending pages are falling well and worth a wait. */
    static final int STILL_FALLING_PERCENT = 90;

    private Outlook() {}

    static boolean isHopeless(
            Situation situation, ConvergenceLimits limits, SituationForecast forecasts) {
        List<RoundStatistics> rounds = situation.rounds();
        if (rounds.size() < LEAST_ROUNDS || !isCauseToDoubt(situation, limits)) {
            return false;
        }
        RoundStatistics last = rounds.getLast();
        RoundForecast forecast = forecasts.get();
        int throttle = last.throttlePercent();
        int roundsLeft = limits.maxRounds() - rounds.size();
        double least =
                Math.min(
                        forecast.leastPendingPages(last, throttle, false, roundsLeft),
                        forecast.leastPendingPages(last, throttle, true, roundsLeft));
        double limitPages = forecast.pagesWithin(limits.downtimeLimitNs(), situation.fixedParts());
        return least * 100 > limitPages * (100 + FORECAST_MARGIN_PERCENT);
    }

    private static boolean isCauseToDoubt(Situation situation, ConvergenceLimits limits) {
        List<RoundStatistics> rounds = situation.rounds();
        RoundStatistics last = rounds.getLast();
        RoundStatistics before = rounds.get(rounds.size() - 2);
        boolean sameThrottling = last.throttlePercent() == before.throttlePercent();
        boolean falling = last.pendingPages() * 100 < before.pendingPages() * STILL_FALLING_PERCENT;
        boolean outrunsLink = outrunsLink(situation, last) && outrunsLink(situation, before);
        boolean halfUsedUp = rounds.size() * 2 >= limits.maxRounds();
        return sameThrottling && (halfUsedUp || (outrunsLink && !falling));
    }

    /** Lambda of at least 1: the pages dirtied in the round take the link longer than it lasted. */
    private static boolean outrunsLink(Situation situation, RoundStatistics round) {
        double bytes = round.dirtiedPages() * EncodedPageSize.meanBytes(situation.rounds());
        return bytes / situation.linkRateBytesPerSecond() >= Time.seconds(round.durationNs());
    }
}
