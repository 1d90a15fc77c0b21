package org.pagurus.experiments.fidelity.plan;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.pagurus.experiments.plan.Forecast;
import org.pagurus.experiments.plan.Priority;

/**
 * Offered settings, and what they did.
 *
 * @param failures what was said of live migrations that were not completed
 */
public record LiveForecast(Forecast forecast, List<LiveRun> live, List<String> failures) {
    public LiveForecast {
        live = List.copyOf(live);
        failures = List.copyOf(failures);
    }

    /** The median of the live runs; infinite without one. */
    public double median(ToDoubleFunction<LiveRun> figure) {
        double[] sorted = live.stream().mapToDouble(figure).sorted().toArray();
        int half = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.POSITIVE_INFINITY;
        }
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    double median(Priority priority) {
        return median(run -> run.get(priority));
    }

    /** How many live downtimes are in the predicted range. */
    public long downtimesHeld() {
        return live.stream().filter(run -> forecast.downtimeNs().holds(run.downtimeNs())).count();
    }

    /** How many live total times are in the predicted range. */
    public long totalTimesHeld() {
        return live.stream().filter(run -> forecast.totalTimeNs().holds(run.totalTimeNs())).count();
    }

    /** Whether both are, in every live run. */
    public boolean holds() {
        return failures.isEmpty()
                && downtimesHeld() == live.size()
                && totalTimesHeld() == live.size();
    }
}
