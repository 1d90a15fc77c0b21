package org.pagurus.simulator.published;

import java.util.List;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.PointValuePair;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;
import org.pagurus.convergence.ConvergenceLimits;
import org.pagurus.convergence.ConvergencePolicy;
import org.pagurus.convergence.Decision;
import org.pagurus.convergence.Situation;
import org.pagurus.convergence.XenPolicy;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.RoundStatistics;
import org.pagurus.simulator.kernel.RandomStreams;
import org.pagurus.simulator.workload.PageClasses;

/**
 * The working set with which simulated rounds come nearest to published ones: least squares of the
 * logarithms of bytes, simulated over published, each weighted by how exactly it was published.
 * Nelder and Mead's simplex searches from several starts, all drawn from one seed, so that a fit
 * comes out the same again.
 *
 * @param memory the working set found, in all memory
 * @param squaredError the weighted sum of squares
 * @param deviation how far rounds are off for reasons that the working set does not know: the
 *     standard deviation of one round's logarithm; 0 where nothing tells
 */
public record RunFit(PageClasses memory, double squaredError, double deviation) {
    private static final long SEED = 1;
    private static final int STARTS = 6;

    /** A simplex that has collapsed is set up again where it stands. */
    private static final int RESTARTS = 2;

    private static final double SIDE = 0.7;
    private static final double RELATIVE = 1e-8;
    private static final double ABSOLUTE = 1e-10;
    private static final int MOST_EVALUATIONS = 4000;

    /** Rounds were published to 0.1 MB. */
    private static final double ROUNDING_BYTES = 0.05e6;

    /** What a guest's activity varies by anyway, so that a large round is not taken for exact. */
    private static final double VARIATION = 0.1;

    /** Fits a run's working set. */
    public static RunFit of(PublishedRun run) {
        RandomStreams random = new RandomStreams(SEED);
        var starts = random.stream("starts of " + run.name());
        double[] best = run.guess().start(run.memoryPages(), starts);
        double least = Double.POSITIVE_INFINITY;
        for (int start = 0; start < STARTS; start++) {
            double[] point = run.guess().start(run.memoryPages(), starts);
            for (int restart = 0; restart <= RESTARTS; restart++) {
                PointValuePair found = search(run, point);
                point = found.getPoint();
                if (found.getValue() < least) {
                    least = found.getValue();
                    best = point;
                }
            }
        }
        return new RunFit(
                run.guess().memory(run.memoryPages(), best), least, deviation(run, least));
    }

    private static double deviation(PublishedRun run, double squaredError) {
        int freedom = run.roundBytes().size() - run.guess().parameters();
        return freedom > 0 ? VARIATION * Math.sqrt(squaredError / freedom) : 0;
    }

    private static PointValuePair search(PublishedRun run, double[] from) {
        return new SimplexOptimizer(RELATIVE, ABSOLUTE)
                .optimize(
                        new MaxEval(MOST_EVALUATIONS),
                        new ObjectiveFunction(point -> squaredError(run, point)),
                        GoalType.MINIMIZE,
                        new InitialGuess(from),
                        new NelderMeadSimplex(from.length, SIDE));
    }

    private static double squaredError(PublishedRun run, double[] point) {
        List<Double> published = run.roundBytes();
        ConvergencePolicy policy =
                run.allRounds()
                        ? new SoManyRounds(published.size() - 1)
                        : new XenPolicy(run.limiter());
        MigrationReport report = run.simulate(run.guess().memory(run.memoryPages(), point), policy);
        List<RoundStatistics> rounds = report.rounds();
        int before = rounds.size() - published.size();
        double sum = 0;
        for (int index = 0; index < published.size(); index++) {
            double bytes = published.get(index);
            double simulated = before + index < 0 ? 1 : rounds.get(before + index).bytes();
            double off = Math.log(Math.max(1, simulated) / bytes) / VARIATION;
            double rounding = ROUNDING_BYTES / bytes / VARIATION;
            sum += off * off / (1 + rounding * rounding);
        }
        return sum;
    }

    /** As many rounds as were published, whatever they send. */
    private record SoManyRounds(int rounds) implements ConvergencePolicy {
        @Override
        public String name() {
            return "so-many-rounds";
        }

        @Override
        public Decision decide(Situation situation, ConvergenceLimits limits) {
            return situation.rounds().size() < rounds
                    ? new Decision.NextRound(0, false)
                    : new Decision.StopAndCopy("as many rounds as were published");
        }
    }
}
