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

    /** Of the fixed parts: a little less than what makes them the share that may be left. */
    private static final double FEW_SHARE =
            (double) FORECAST_GAIN_PERCENT
                    / (100 - FORECAST_GAIN_PERCENT)
                    * (1 - 100 * ForecastSketch.RELATIVE_ERROR);

    private WritableWorkingSet() {}

    static boolean isBetterLeft(
            Situation situation, ConvergenceLimits limits, SituationForecast forecasts) {
        List<RoundStatistics> rounds = situation.rounds();
        return rounds.size() > ROUNDS_OF_EVIDENCE
                && (sendingEarlyWasFutile(rounds) || leavingItHelps(situation, limits, forecasts));
    }

    private static boolean leavingItHelps(
            Situation situation, ConvergenceLimits limits, SituationForecast forecasts) {
        RoundStatistics last = situation.lastRound();
        RoundForecast forecast = forecasts.get();
        int throttle = last.throttlePercent();
        int roundsLeft = limits.maxRounds() - situation.rounds().size();
        double fixedSeconds = Time.seconds(situation.fixedParts().sumNs());
        ForecastSketch sketch = new ForecastSketch(forecast);
        // Leaving nothing at all would not do from so few pages on.
        double few = fixedSeconds * FEW_SHARE / forecast.secondsPerPage();
        double aboutSending = sketch.leastPendingPages(last, throttle, false, roundsLeft, few);
        if (aboutSending <= few) {
            return false;
        }
        double aboutLeaving = sketch.leastPendingPages(last, throttle, true, roundsLeft, 0);
        double about = gain(fixedSeconds, forecast, aboutSending, aboutLeaving);
        if (Math.abs(about) > ForecastSketch.RELATIVE_ERROR) {
            return about > 0;
        }
        double sending = forecast.leastPendingPages(last, throttle, false, roundsLeft);
        double leaving = forecast.leastPendingPages(last, throttle, true, roundsLeft);
        double sendingSeconds = fixedSeconds + sending * forecast.secondsPerPage();
        double leavingSeconds = fixedSeconds + leaving * forecast.secondsPerPage();
        return leavingSeconds * 100 <= sendingSeconds * (100 - FORECAST_GAIN_PERCENT);
    }

    /** By how much leaving it is better than it has to be, as a share; not a number if unknown. */
    private static double gain(
            double fixedSeconds, RoundForecast forecast, double sending, double leaving) {
        double most =
                (fixedSeconds + sending * forecast.secondsPerPage())
                        * (100 - FORECAST_GAIN_PERCENT);
        return (most - (fixedSeconds + leaving * forecast.secondsPerPage()) * 100) / most;
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
