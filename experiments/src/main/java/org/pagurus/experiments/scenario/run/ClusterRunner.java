package org.pagurus.experiments.scenario.run;

import java.util.ArrayList;
import java.util.List;
import org.pagurus.experiments.scenario.ClusterScenario;
import org.pagurus.experiments.scenario.SimulatedCluster;
import org.pagurus.simulator.cluster.day.DayReport;
import org.pagurus.simulator.cluster.day.SampleLine;

/** Runs a cluster, sample by sample. */
public final class ClusterRunner {
    private static final long NS_PER_SECOND = 1_000_000_000;

    private ClusterRunner() {}

    /** Runs all samples; the same for the same scenario. */
    public static ClusterResult run(ClusterScenario scenario, RunProgress progress) {
        long intervalNs = scenario.intervalSeconds() * NS_PER_SECOND;
        long endNs = scenario.samples() * intervalNs;
        List<SampleLine> samples = new ArrayList<>();
        DayReport report =
                SimulatedCluster.day(scenario)
                        .run(
                                scenario.samples(),
                                line -> {
                                    samples.add(line);
                                    long done = samples.size();
                                    progress.show(done * intervalNs, endNs, done);
                                });
        return new ClusterResult(report, samples);
    }
}
