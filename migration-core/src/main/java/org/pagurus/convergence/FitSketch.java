package org.pagurus.convergence;

import java.util.List;
import org.pagurus.report.RoundStatistics;

/**
 * Which rewrite rate of a grid {@link DirtyPageModel#fit} will choose, found out with fewer digits
 * and without its exponentials. Where that is too close to call it says so.
 */
final class FitSketch {
    static final int UNKNOWN = -1;

    /** Squared errors are right to much less than this. */
    private static final double MARGIN = 1e-9;

    /** With determinants of a smaller share of what they are the difference of, little is right. */
    private static final double LEAST_DETERMINANT = 1e-6;

    private final int count;

    // By round, the latest first.
    private final double[] seconds;
    private final double[] weights;
    private final double[] dirtied;
    private final double[] repeated;

    // What does not depend on the rewrite rate.
    private double yy;
    private double yz;
    private double zz;

    private FitSketch(List<RoundStatistics> rounds) {
        count = rounds.size();
        seconds = new double[count];
        weights = new double[count];
        dirtied = new double[count];
        repeated = new double[count];
        double ageWeight = 1;
        for (int age = 0; age < count; age++, ageWeight /= 2) {
            RoundStatistics round = rounds.get(count - 1 - age);
            double scale = 1.0 / (round.dirtiedPages() + 1);
            seconds[age] = DirtyPageModel.runningSeconds(round);
            weights[age] = ageWeight * scale * scale;
            dirtied[age] = round.dirtiedPages();
            repeated[age] = round.repeatedPages();
            yy += weights[age] * seconds[age] * seconds[age];
            yz += weights[age] * seconds[age] * dirtied[age];
            zz += weights[age] * dirtied[age] * dirtied[age];
            if (age < count - 1) {
                zz += weights[age] * repeated[age] * repeated[age];
            }
        }
    }

    /**
     * The chosen step of the grid, or {@link #UNKNOWN}.
     *
     * @param least the first rewrite rate
     * @param most the last, {@code steps} steps later
     */
    static int chosen(List<RoundStatistics> rounds, double least, double most, int steps) {
        FitSketch sketch = new FitSketch(rounds);
        double growth = Math.pow(most / least, 1.0 / steps);
        double[] errors = new double[steps + 1];
        double leastError = Double.POSITIVE_INFINITY;
        double rewrites = least;
        for (int step = 0; step <= steps; step++, rewrites *= growth) {
            errors[step] = sketch.squaredError(rewrites);
            if (Double.isNaN(errors[step])) {
                return UNKNOWN;
            }
            leastError = Math.min(leastError, errors[step]);
        }
        double good = leastError * DirtyPageModel.AS_GOOD + DirtyPageModel.EXACT;
        for (int step = 0; step <= steps; step++) {
            if (Math.abs(errors[step] - good) <= MARGIN * (1 + good)) {
                return UNKNOWN;
            }
            if (errors[step] < good) {
                return step;
            }
        }
        return UNKNOWN;
    }

    /** As {@link WorkingSetFit} has it; not a number where it would not be right. */
    private double squaredError(double rewrites) {
        double xx = 0;
        double xy = 0;
        double xz = 0;
        double share = 1 - QuickExponential.ofMinus(rewrites * seconds[0]);
        for (int age = 0; age < count; age++) {
            double weighted = weights[age] * share;
            xx += weighted * share;
            xy += weighted * seconds[age];
            xz += weighted * dirtied[age];
            if (age < count - 1) {
                double before = 1 - QuickExponential.ofMinus(rewrites * seconds[age + 1]);
                double both = weighted * before;
                xx += both * share * before;
                xz += both * repeated[age];
                share = before;
            }
        }
        double determinant = xx * yy - xy * xy;
        if (!(determinant > LEAST_DETERMINANT * xx * yy)) {
            return Double.NaN;
        }
        double set = (xz * yy - yz * xy) / determinant;
        double firstTime = (yz * xx - xz * xy) / determinant;
        if (set < 0) {
            set = 0;
            firstTime = yz / yy;
        } else if (firstTime < 0) {
            firstTime = 0;
            set = xz / xx;
        }
        double error =
                zz
                        - 2 * (set * xz + firstTime * yz)
                        + set * set * xx
                        + 2 * set * firstTime * xy
                        + firstTime * firstTime * yy;
        return Math.max(0, error);
    }
}
