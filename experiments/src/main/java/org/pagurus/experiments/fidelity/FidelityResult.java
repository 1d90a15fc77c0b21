package org.pagurus.experiments.fidelity;

import java.util.List;

/**
 * What the runs of a case gave.
 *
 * @param name of the case
 * @param live each run between two processes
 * @param simulated the same on the exact driver, in the mean of all seeds
 * @param fluid the same by classes of pages
 */
public record FidelityResult(String name, List<Figures> live, Figures simulated, Figures fluid) {
    public FidelityResult {
        live = List.copyOf(live);
    }

    /** Whether there are live runs. */
    public boolean isLive() {
        return !live.isEmpty();
    }

    /** The mean of the live runs, of which there is at least one. */
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

    /** By how much the fluid migration is above the exact one, as a share of it. */
    public double difference(Figure figure) {
        return fluid.get(figure) / simulated.get(figure) - 1;
    }

    /** The mean of all absolute differences. */
    public static double meanDifference(List<FidelityResult> results, Figure figure) {
        return results.stream()
                .mapToDouble(result -> Math.abs(result.difference(figure)))
                .average()
                .orElse(0);
    }

    /** The mean of all absolute errors. */
    public static double meanError(List<FidelityResult> results, Figure figure) {
        return results.stream()
                .mapToDouble(result -> Math.abs(result.error(figure)))
                .average()
                .orElse(0);
    }
}
