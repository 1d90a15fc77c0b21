package org.pagurus.convergence;

import java.util.List;
import org.pagurus.report.RoundStatistics;

/**
 * How many distinct pages the guest dirties in a given time. Writers of rate r over n equally
 * likely pages dirty {@code n (1 - exp(-r t / n))} of them in a time t, so a count divided by a
 * long round's duration says too little about a short one. Two classes are told apart: a working
 * set that is written again and again, and pages written for the first time, whose number grows
 * with time.
 *
 * <p>The fit uses that a page of the working set is in two harvests in a row with the product of
 * its chances to be in each, as in capture and recapture counts. For each of a grid of rewrite
 * rates, the two other parameters are a weighted linear least-squares problem. A round counts half
 * as much as the round after it. Of rewrite rates that fit about as well the least is taken: a set
 * that is always wholly dirty gives only a lower bound, and the least asks for the least
 * throttling.
 *
 * @param workingSetPages pages in the working set
 * @param rewritesPerSecond writes per page of the working set and second, at full speed
 * @param firstTimePagesPerSecond other pages dirtied per second, at full speed
 */
record DirtyPageModel(
        double workingSetPages, double rewritesPerSecond, double firstTimePagesPerSecond) {
    private static final int ROUNDS_LOOKED_AT = 6;
    private static final int GRID_STEPS = 48;

    /** From where even the longest round rewrites few pages twice ... */
    private static final double LEAST_WRITES_IN_LONGEST_ROUND = 0.02;

    /** ... to where even the shortest leaves no page of the working set clean. */
    private static final double MOST_WRITES_IN_SHORTEST_ROUND = 8;

    /** Squared errors within this factor of the least are as good. */
    static final double AS_GOOD = 1.1;

    static final double EXACT = 1e-6;

    /** The share of the working set that is dirty after the guest ran for this long. */
    double dirtyShare(double runningSeconds) {
        return 1 - Math.exp(-rewritesPerSecond * runningSeconds);
    }

    /** The mean share of the working set still clean when its turn comes in a round. */
    double cleanShareAtItsTurn(double runningSeconds) {
        double writes = rewritesPerSecond * runningSeconds;
        return writes < 1e-9 ? 1 : dirtyShare(runningSeconds) / writes;
    }

    /** Distinct pages dirtied while the guest ran for this long. */
    double dirtiedPages(double runningSeconds) {
        return workingSetPages * dirtyShare(runningSeconds)
                + firstTimePagesPerSecond * runningSeconds;
    }

    /** How long the guest ran in a round: a throttled guest runs for a part of it. */
    static double runningSeconds(RoundStatistics round) {
        double seconds = Math.max(Time.seconds(round.durationNs()), 1e-6);
        return seconds * (100 - round.throttlePercent()) / 100;
    }

    /** The model that fits the last {@value #ROUNDS_LOOKED_AT} rounds best. */
    static DirtyPageModel fit(List<RoundStatistics> allRounds) {
        Grid grid = Grid.of(allRounds);
        int chosen = FitSketch.chosen(grid.rounds, grid.least, grid.most, GRID_STEPS);
        return chosen == FitSketch.UNKNOWN ? plainFit(grid) : grid.fit(chosen).model();
    }

    /** The same, by a fit for every rewrite rate. */
    static DirtyPageModel plainFit(List<RoundStatistics> allRounds) {
        return plainFit(Grid.of(allRounds));
    }

    private static DirtyPageModel plainFit(Grid grid) {
        WorkingSetFit[] fits = new WorkingSetFit[GRID_STEPS + 1];
        double leastError = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= GRID_STEPS; i++) {
            fits[i] = grid.fit(i);
            leastError = Math.min(leastError, fits[i].squaredError());
        }
        for (WorkingSetFit fit : fits) {
            if (fit.squaredError() <= leastError * AS_GOOD + EXACT) {
                return fit.model();
            }
        }
        throw new AssertionError("the least error " + leastError + " is of none of the fits");
    }

    /** The rounds looked at, and from which rewrite rate to which. */
    private record Grid(List<RoundStatistics> rounds, double least, double most) {
        static Grid of(List<RoundStatistics> allRounds) {
            int oldest = Math.max(0, allRounds.size() - ROUNDS_LOOKED_AT);
            List<RoundStatistics> rounds = allRounds.subList(oldest, allRounds.size());
            double longest = runningSeconds(rounds.getFirst());
            double shortest = longest;
            for (RoundStatistics round : rounds) {
                longest = Math.max(longest, runningSeconds(round));
                shortest = Math.min(shortest, runningSeconds(round));
            }
            return new Grid(
                    rounds,
                    LEAST_WRITES_IN_LONGEST_ROUND / longest,
                    MOST_WRITES_IN_SHORTEST_ROUND / shortest);
        }

        WorkingSetFit fit(int step) {
            return WorkingSetFit.at(
                    least * Math.pow(most / least, (double) step / GRID_STEPS), rounds);
        }
    }
}
