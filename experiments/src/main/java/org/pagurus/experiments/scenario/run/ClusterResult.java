package org.pagurus.experiments.scenario.run;

import java.util.List;
import org.pagurus.simulator.cluster.day.DayReport;
import org.pagurus.simulator.cluster.day.SampleLine;

/**
 * What a cluster did.
 *
 * @param samples oldest first
 */
public record ClusterResult(DayReport report, List<SampleLine> samples) {
    public ClusterResult {
        samples = List.copyOf(samples);
    }
}
