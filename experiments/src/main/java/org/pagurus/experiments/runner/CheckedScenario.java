package org.pagurus.experiments.runner;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.pagurus.experiments.live.ModeRunner;
import org.pagurus.experiments.metric.RunMetrics;
import org.pagurus.experiments.scenario.ClusterScenario;
import org.pagurus.experiments.scenario.GuestPlan;
import org.pagurus.experiments.scenario.MigrationScenario;
import org.pagurus.experiments.scenario.Mode;
import org.pagurus.experiments.scenario.Scenario;
import org.pagurus.experiments.scenario.read.ScenarioPoints;
import org.pagurus.experiments.scenario.run.MigrationRunner;
import org.pagurus.experiments.scenario.run.RunException;
import org.pagurus.experiments.scenario.yaml.YamlException;

/** A scenario all of whose points are right, and can be run on this machine. */
public final class CheckedScenario {
    /** Points and repetitions together: each has a line in a journal and a place in memory. */
    private static final long MAX_RUNS = 1_000_000;

    private final Path file;
    private final ScenarioPoints points;
    private final Scenario first;
    private final long[] memoryBytes;
    private final TreeSet<Path> named = new TreeSet<>();
    private boolean calibrated;

    private CheckedScenario(Path file, ScenarioPoints points) throws YamlException {
        this.file = file;
        this.points = points;
        first = points.scenario(0);
        memoryBytes = new long[points.count()];
    }

    /**
     * Checks every point.
     *
     * @param file as the person named it
     * @throws YamlException names the file, the line and the field that is wrong
     * @throws ExperimentException names the point that can't be run
     */
    public static CheckedScenario of(Path file, ScenarioPoints points)
            throws YamlException, ExperimentException {
        CheckedScenario checked = new CheckedScenario(file, points);
        long runs = (long) points.count() * points.repetitions().maximum();
        if (runs > MAX_RUNS) {
            throw points.repetitionsPlace()
                    .wrong("at most " + MAX_RUNS + " runs of all points", runs);
        }
        for (int point = 0; point < points.count(); point++) {
            checked.check(point, points.scenario(point));
        }
        return checked;
    }

    private void check(int point, Scenario scenario) throws YamlException, ExperimentException {
        if (!(scenario instanceof MigrationScenario migrations)) {
            return;
        }
        int migrationCount = ((MigrationScenario) first).migrations().size();
        if (migrations.migrations().size() != migrationCount) {
            throw points.sweepPlace()
                    .wrong(
                            "as many migrations at every point as at the first, " + migrationCount,
                            migrations.migrations().size()
                                    + " with "
                                    + points.sweep().words(point));
        }
        MigrationRunner runner = ModeRunner.of(migrations);
        try {
            runner.check(migrations);
        } catch (RunException e) {
            throw failure(point, e, true);
        }
        memoryBytes[point] = runner.memoryBytes(migrations);
        Path costs = migrations.costs();
        if (costs != null) {
            calibrated = true;
            named.add(costs);
        }
        for (GuestPlan guest : migrations.guests()) {
            if (guest instanceof GuestPlan.Traced traced) {
                named.add(traced.directory());
            }
        }
    }

    /**
     * The error that a point can't be run.
     *
     * @param wrongScenario whether the scenario asks for what can't be; else something broke
     */
    ExperimentException failure(int point, RunException e, boolean wrongScenario) {
        String where = points.count() == 1 ? "" : "at " + points.sweep().words(point) + ": ";
        return new ExperimentException(file + ": " + where + e.getMessage(), e, wrongScenario);
    }

    /** As the person named it. */
    public Path file() {
        return file;
    }

    public ScenarioPoints points() {
        return points;
    }

    public Mode mode() {
        return first.mode();
    }

    boolean isCluster() {
        return first instanceof ClusterScenario;
    }

    /** Whether a run has several migrations; the same at all points. */
    boolean isSeveral() {
        return first instanceof MigrationScenario migrations && migrations.migrations().size() > 1;
    }

    RunMetrics metrics() {
        return isCluster() ? RunMetrics.ofCluster() : RunMetrics.ofMigrations(isSeveral());
    }

    /** Whether it says what work takes on a machine. */
    boolean isCalibrated() {
        return calibrated;
    }

    /** What a run at a point takes of this machine's memory. */
    long memoryBytes(int point) {
        return memoryBytes[point];
    }

    /** What the files hold that the scenario names: a digest by name. */
    Map<String, String> digests() {
        Map<String, String> digests = new LinkedHashMap<>();
        for (Path path : named) {
            digests.merge(
                    String.valueOf(path.getFileName()),
                    NamedFiles.digest(path),
                    (one, other) -> one + " " + other);
        }
        return digests;
    }
}
