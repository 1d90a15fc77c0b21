package org.pagurus.convergence;

import java.util.List;
import org.pagurus.report.RoundStatistics;

/**
 * Whether the pages dirtied in two harvests in a row are better left for the end. There are two
 * kinds of evidence, both after {@value #ROUNDS_OF_EVIDENCE} rounds beyond round 0.
 *
 * <p>Measured: of the pages in the harvest before, the share that the last harvest has again is the
 * chance that sending such a page early was futile. It is evident when the share was at least
 * {@value #FUTILE_PERCENT} % in each of the last {@value #ROUNDS_OF_EVIDENCE} rounds.
 *
 * <p>Forecast: where many first-time pages hide a small working set in that share, leaving the set
 * is right when it is forecast to bring the downtime at least {@value #FORECAST_GAIN_PERCENT} %
 * lower than sending it. The downtime limit plays no part, so that a migration that is tried again
 * with another limit goes the same way.
 */
final class WritableWorkingSet {
    static final int FUTILE_PERCENT = 60;
    static final int ROUNDS_OF_EVIDENCE = 2;
    static final int FORECAST_GAIN_PERCENT = 10;

    private WritableWorkingSet() {}

    static boolean isBetterLeft(Situation situation, ConvergenceLimits limits) {
        List<RoundStatistics> rounds = situation.rounds();
        return rounds.size() > ROUNDS_OF_EVIDENCE
                && (sendingEarlyWasFutile(rounds) || leavingItHelps(situation, limits));
    }

    private static boolean leavingItHelps(Situation situation, ConvergenceLimits limits) {
        RoundStatistics last = situation.lastRound();
        RoundForecast forecast = RoundForecast.of(situation);
        int throttle = last.throttlePercent();
        int roundsLeft = limits.maxRounds() - situation.rounds().size();
        double fixedSeconds = Time.seconds(situation.fixedParts().sumNs());
        double sending = forecast.leastPendingPages(last, throttle, false, roundsLeft);
        double leaving = forecast.leastPendingPages(last, throttle, true, roundsLeft);
        double sendingSeconds = fixedSeconds + sending * forecast.secondsPerPage();
        double leavingSeconds = fixedSeconds + leaving * forecast.secondsPerPage();
        return leavingSeconds * 100 <= sendingSeconds * (100 - FORECAST_GAIN_PERCENT);
    }

    private static boolean sendingEarlyWasFutile(List<RoundStatistics> rounds) {
        for (int i = rounds.size() - ROUNDS_OF_EVIDENCE; i < rounds.size(); i++) {
            long before = rounds.get(i - 1).dirtiedPages();
            long again = rounds.get(i).repeatedPages();
            if (before == 0 || again * 100 < before * FUTILE_PERCENT) {
                return false;
            }
        }
        return true;
    }
}
