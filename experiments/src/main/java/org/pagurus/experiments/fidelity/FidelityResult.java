package org.pagurus.experiments.fidelity;

import java.util.List;

/**
 * What the runs of a case gave.
 *
 * @param name of the case
 * @param live each run between two processes
 * @param simulated the same on the exact driver
 */
public record FidelityResult(String name, List<Figures> live, Figures simulated) {
    public FidelityResult {
        live = List.copyOf(live);
    }

    /** The mean of the live runs. */
    public double mean(Figure figure) {
        return live.stream().mapToDouble(run -> run.get(figure)).average().orElseThrow();
    }

    /** How far the live runs spread about their mean: the standard deviation, 0 for one run. */
    public double deviation(Figure figure) {
        double mean = mean(figure);
        double squares =
                live.stream().mapToDouble(run -> Math.pow(run.get(figure) - mean, 2)).sum();
        return live.size() < 2 ? 0 : Math.sqrt(squares / (live.size() - 1));
    }

    /** By how much the simulation is above the mean, as a share of it. */
    public double error(Figure figure) {
        return simulated.get(figure) / mean(figure) - 1;
    }

    /** The mean of all absolute errors. */
    public static double meanError(List<FidelityResult> results, Figure figure) {
        return results.stream()
                .mapToDouble(result -> Math.abs(result.error(figure)))
                .average()
                .orElse(0);
    }
}
