package org.pagurus.experiments.scenario.read;

import java.nio.file.Path;
import org.pagurus.experiments.scenario.Scenario;
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
        ScenarioPoints points = ScenarioPoints.read(file);
        if (!points.sweep().fields().isEmpty()) {
            throw points.sweepPlace()
                    .wrong("none here, as one point is run; all are by pagurus run", "one");
        }
        return points.scenario(0);
    }

    /** Reads a point: a file without a sweep. */
    static Scenario read(YamlFile yaml, Path file) throws YamlException {
        String cluster = Types.label(CommonFields.Kind.CLUSTER);
        return cluster.equals(yaml.text(CommonFields.KIND.name()))
                ? ClusterFields.scenario(yaml.read(ClusterFields.TYPE), file)
                : ScenarioFields.scenario(yaml.read(ScenarioFields.TYPE), file);
    }

    /** What a path in a scenario's file names. */
    static Path resolve(Path file, Path path) {
        return file.resolveSibling(path).toAbsolutePath().normalize();
    }
}
