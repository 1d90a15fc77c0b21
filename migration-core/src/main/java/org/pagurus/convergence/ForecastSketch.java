package org.pagurus.convergence;

import org.pagurus.report.RoundStatistics;

/**
 * What a {@link RoundForecast} says, to about ten digits and a few times as fast: for questions
 * whose answer mostly does not hang on more.
 */
final class ForecastSketch {
    /** What it says of pages, or anything that is as near to them, is off by much less. */
    static final double RELATIVE_ERROR = 1e-5;

    /** Rounds that differ by no more, and by less and less, have settled. */
    private static final double SETTLED = 1e-9;

    private static final double STILL_SETTLING = 0.9;

    private final RoundForecast forecast;
    private final double set;
    private final double rewrites;
    private final double firstTime;

    // A round's end.
    private double pending;
    private double repeated;
    private double share;

    ForecastSketch(RoundForecast forecast) {
        this.forecast = forecast;
        set = forecast.model().workingSetPages();
        rewrites = forecast.model().rewritesPerSecond();
        firstTime = forecast.model().firstTimePagesPerSecond();
    }

    /**
     * About {@link RoundForecast#leastPendingPages}.
     *
     * @param few when there are no more, it does not matter how many there are
     */
    double leastPendingPages(
            RoundStatistics last,
            int throttlePercent,
            boolean deferWorkingSet,
            int rounds,
            double few) {
        pending = last.pendingPages();
        repeated = last.repeatedPages();
        share = dirtyShare(DirtyPageModel.runningSeconds(last));
        double runningShare = (100 - throttlePercent) / 100.0;
        double least = pending;
        double movedBefore = Double.POSITIVE_INFINITY;
        int most = Math.min(rounds, RoundForecast.MAX_ROUNDS);
        for (int round = 0; round < most && least > few; round++) {
            double before = pending;
            double shareBefore = share;
            next(runningShare, deferWorkingSet);
            least = Math.min(least, pending);
            double moved =
                    Math.abs(pending - before) / (before + 1) + Math.abs(share - shareBefore);
            if (moved < SETTLED && moved <= movedBefore * STILL_SETTLING) {
                break;
            }
            movedBefore = moved;
        }
        return least;
    }

    private void next(double runningShare, boolean deferWorkingSet) {
        double left = deferWorkingSet ? Math.min(repeated, pending) : 0;
        double turns = pending - left;
        double setTurns = Math.max(0, Math.min(pending, set * share) - left);
        double perPage = forecast.secondsPerPage();
        double seconds = turns * perPage + forecast.overheadSeconds();
        if (forecast.skipsDirtyPages()) {
            for (int step = 0; step < RoundForecast.FIXED_POINT_STEPS; step++) {
                double sent = turns - setTurns * (1 - cleanShare(seconds * runningShare));
                seconds = (seconds + sent * perPage + forecast.overheadSeconds()) / 2;
            }
        }
        double running = seconds * runningShare;
        double dirty = dirtyShare(running);
        repeated = set * dirty * share;
        share = dirty;
        double now = set * dirty + firstTime * running + left * (1 - dirty);
        pending = Math.min(now, forecast.memoryPages());
    }

    private double dirtyShare(double seconds) {
        return 1 - QuickExponential.ofMinus(rewrites * seconds);
    }

    private double cleanShare(double seconds) {
        double writes = rewrites * seconds;
        return writes < 1e-9 ? 1 : dirtyShare(seconds) / writes;
    }
}
