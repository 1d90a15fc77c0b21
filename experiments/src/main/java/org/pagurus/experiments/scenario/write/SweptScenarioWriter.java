package org.pagurus.experiments.scenario.write;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.pagurus.experiments.scenario.read.FilledScenario;
import org.pagurus.experiments.scenario.read.ScenarioPoints;
import org.pagurus.experiments.scenario.yaml.YamlException;
import org.pagurus.experiments.scenario.yaml.YamlFile;
import org.pagurus.experiments.statistics.FullFactorial;

/**
 * Writes a scenario with its sweep. What it leaves out is filled in unless it follows from a swept
 * field, as the working set does from the memory: filled in, it would hold for all points.
 */
public final class SweptScenarioWriter {
    /** At so many of a field's values; the last of them is always among them. */
    private static final int MOST_LOOKS = 200;

    private SweptScenarioWriter() {}

    /** The scenario as YAML, with a line end behind it; read back, it has the same points. */
    public static String write(ScenarioPoints points) throws YamlException {
        FilledScenario first = points.filledFirst();
        Map<String, String> own = points.texts();
        Map<String, String> filled = texts(points.filled(0));
        Set<String> leftOut = new HashSet<>();
        FullFactorial design = points.sweep().design();
        for (int factor = 0; factor < design.factors(); factor++) {
            int last = design.levels(factor) - 1;
            int looks = Math.min(last, MOST_LOOKS);
            for (int look = 1; look <= looks; look++) {
                int level = (int) ((long) last * look / looks);
                Map<String, String> other = texts(points.filled(design.with(0, factor, level)));
                filled.forEach(
                        (path, text) -> {
                            if (!own.containsKey(path) && !text.equals(other.get(path))) {
                                leftOut.add(path);
                            }
                        });
            }
        }
        points.sweep().fields().forEach(field -> leftOut.remove(field.path()));
        return ScenarioWriter.write(first, leftOut);
    }

    private static Map<String, String> texts(FilledScenario scenario) throws YamlException {
        return YamlFile.of("a filled scenario", ScenarioWriter.write(scenario)).texts();
    }
}
