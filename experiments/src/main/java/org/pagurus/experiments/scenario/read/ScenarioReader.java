package org.pagurus.experiments.scenario.read;

import java.nio.file.Path;
import org.pagurus.experiments.scenario.ClusterScenario;
import org.pagurus.experiments.scenario.MigrationScenario;
import org.pagurus.experiments.scenario.Scenario;
import org.pagurus.experiments.scenario.yaml.FieldValues;
import org.pagurus.experiments.scenario.yaml.ObjectType;
import org.pagurus.experiments.scenario.yaml.YamlException;
import org.pagurus.experiments.scenario.yaml.YamlFile;

/** Reads scenarios from YAML files. */
public final class ScenarioReader {
    private ScenarioReader() {}

    /**
     * Reads a scenario that has one point. Paths in it are relative to its own directory.
     *
     * @throws YamlException names the file, the line and the field that is wrong
     */
    public static Scenario read(Path file) throws YamlException {
        return onePoint(file).scenario(0);
    }

    /**
     * Reads a scenario that has one point, and fills in what it leaves out.
     *
     * @throws YamlException names the file, the line and the field that is wrong
     */
    public static FilledScenario readFilled(Path file) throws YamlException {
        return onePoint(file).filled(0);
    }

    private static ScenarioPoints onePoint(Path file) throws YamlException {
        ScenarioPoints points = ScenarioPoints.read(file);
        if (!points.sweep().fields().isEmpty()) {
            throw points.sweepPlace()
                    .wrong("none here, where one point is run; pagurus run runs all", "one");
        }
        return points;
    }

    /** Reads a point: a file without a sweep. */
    static Scenario read(YamlFile yaml, Path file) throws YamlException {
        return isCluster(yaml)
                ? ClusterFields.scenario(yaml.read(ClusterFields.TYPE), file)
                : ScenarioFields.scenario(yaml.read(ScenarioFields.TYPE), file);
    }

    /** Reads a point and fills in what it leaves out. */
    static FilledScenario readFilled(YamlFile yaml, Path file) throws YamlException {
        if (isCluster(yaml)) {
            FieldValues values = yaml.read(ClusterFields.TYPE);
            ClusterScenario scenario = ClusterFields.scenario(values, file);
            return new FilledScenario(
                    ClusterFields.TYPE, ClusterFields.filled(values, scenario, file), scenario);
        }
        FieldValues values = yaml.read(ScenarioFields.TYPE);
        MigrationScenario scenario = ScenarioFields.scenario(values, file);
        return new FilledScenario(
                ScenarioFields.TYPE, ScenarioFill.filled(values, scenario), scenario);
    }

    /** The fields of a scenario of migrations. */
    public static ObjectType migrations() {
        return ScenarioFields.TYPE;
    }

    /** The fields of a cluster. */
    public static ObjectType cluster() {
        return ClusterFields.TYPE;
    }

    /** What a path in a scenario's file names. */
    static Path resolve(Path file, Path path) {
        return file.resolveSibling(path).toAbsolutePath().normalize();
    }

    private static boolean isCluster(YamlFile yaml) {
        return Types.label(CommonFields.Kind.CLUSTER).equals(yaml.text(CommonFields.KIND.name()));
    }
}
