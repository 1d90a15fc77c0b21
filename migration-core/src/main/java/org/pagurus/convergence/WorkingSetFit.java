package org.pagurus.convergence;

import java.util.List;
import org.pagurus.report.RoundStatistics;

/**
 * The best {@link DirtyPageModel} for one given rewrite rate: weighted linear least squares for the
 * working set's size and the rate of first-time pages, neither below 0.
 *
 * @param model the model
 * @param squaredError the weighted sum of squared relative errors
 */
record WorkingSetFit(DirtyPageModel model, double squaredError) {

    static WorkingSetFit at(double rewritesPerSecond, List<RoundStatistics> rounds) {
        DirtyPageModel shape = new DirtyPageModel(1, rewritesPerSecond, 0);
        Equations equations = new Equations();
        double ageWeight = 1;
        double share = shape.dirtyShare(DirtyPageModel.runningSeconds(rounds.getLast()));
        for (int i = rounds.size() - 1; i >= 0; i--, ageWeight /= 2) {
            RoundStatistics round = rounds.get(i);
            double scale = 1.0 / (round.dirtiedPages() + 1);
            double weight = ageWeight * scale * scale;
            equations.add(
                    weight, share, DirtyPageModel.runningSeconds(round), round.dirtiedPages());
            if (i > 0) {
                double before = DirtyPageModel.runningSeconds(rounds.get(i - 1));
                double shareBefore = shape.dirtyShare(before);
                equations.add(weight, share * shareBefore, 0, round.repeatedPages());
                share = shareBefore;
            }
        }
        return equations.solve(rewritesPerSecond);
    }

    /** Weighted sums over equations {@code x * workingSet + y * firstTimeRate = z}. */
    private static final class Equations {
        private double xx;
        private double xy;
        private double yy;
        private double xz;
        private double yz;
        private double zz;

        void add(double weight, double x, double y, double z) {
            xx += weight * x * x;
            xy += weight * x * y;
            yy += weight * y * y;
            xz += weight * x * z;
            yz += weight * y * z;
            zz += weight * z * z;
        }

        WorkingSetFit solve(double rewritesPerSecond) {
            double determinant = xx * yy - xy * xy;
            double workingSet = determinant > 0 ? (xz * yy - yz * xy) / determinant : xz / xx;
            double firstTime = determinant > 0 ? (yz * xx - xz * xy) / determinant : 0;
            if (workingSet < 0) {
                workingSet = 0;
                firstTime = yz / yy;
            } else if (firstTime < 0) {
                firstTime = 0;
                workingSet = xz / xx;
            }
            double error =
                    zz
                            - 2 * (workingSet * xz + firstTime * yz)
                            + workingSet * workingSet * xx
                            + 2 * workingSet * firstTime * xy
                            + firstTime * firstTime * yy;
            return new WorkingSetFit(
                    new DirtyPageModel(workingSet, rewritesPerSecond, firstTime),
                    Math.max(0, error));
        }
    }
}
