package org.pagurus.experiments.runner;

import java.util.List;
import org.pagurus.experiments.live.ModeRunner;
import org.pagurus.experiments.report.DayJson;
import org.pagurus.experiments.report.SimulationJson;
import org.pagurus.experiments.results.RunKey;
import org.pagurus.experiments.results.RunLine;
import org.pagurus.experiments.scenario.ClusterScenario;
import org.pagurus.experiments.scenario.MigrationScenario;
import org.pagurus.experiments.scenario.read.ScenarioPoints;
import org.pagurus.experiments.scenario.run.ClusterResult;
import org.pagurus.experiments.scenario.run.ClusterRunner;
import org.pagurus.experiments.scenario.run.MigrationResult;
import org.pagurus.experiments.scenario.run.RunException;
import org.pagurus.experiments.scenario.run.RunProgress;
import org.pagurus.experiments.scenario.sweep.Repetitions;
import org.pagurus.experiments.scenario.yaml.YamlException;

/** Makes one run of an experiment. */
final class OneRun {
    private OneRun() {}

    /**
     * Runs it.
     *
     * @param progress may throw to end it
     * @return its line in the journal; in virtual time the same for the same key
     */
    static RunLine of(ScenarioPoints points, RunKey key, RunProgress progress)
            throws RunException, YamlException, InterruptedException {
        long seed = Repetitions.seed(points.about().seed(), key.repetition());
        return switch (points.scenario(key.point()).withSeed(seed)) {
            case MigrationScenario migrations -> {
                List<MigrationResult> results = ModeRunner.of(migrations).run(migrations, progress);
                yield RunLine.ofMigrations(key, seed, SimulationJson.migrations(results));
            }
            case ClusterScenario cluster -> {
                ClusterResult result = ClusterRunner.run(cluster, progress);
                yield RunLine.ofCluster(
                        key, seed, DayJson.tree(result.report(), result.samples(), seed));
            }
        };
    }
}
