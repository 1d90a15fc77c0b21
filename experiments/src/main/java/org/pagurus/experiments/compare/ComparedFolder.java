package org.pagurus.experiments.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pagurus.experiments.metric.RunMetrics;
import org.pagurus.experiments.results.ResultFiles;
import org.pagurus.experiments.results.ResultsException;
import org.pagurus.experiments.results.RunKey;
import org.pagurus.experiments.results.RunLine;
import org.pagurus.experiments.results.Runs;
import org.pagurus.experiments.results.Summary;
import org.pagurus.experiments.results.SummaryReader;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A folder of results.
 *
 * @param metrics that its runs are measured by
 * @param runs of each point: for each seed the values of these metrics, NaN where it has none
 * @param scenario what each field of it is set to, by path
 */
record ComparedFolder(
        Path folder,
        Summary summary,
        RunMetrics metrics,
        Map<Integer, Map<Long, double[]>> runs,
        Map<String, String> scenario) {
    /**
     * Reads it.
     *
     * @throws ResultsException when it can't be; the message is one line
     */
    static ComparedFolder read(Path folder) throws ResultsException {
        Summary summary = SummaryReader.read(folder);
        boolean cluster = summary.kind() == Summary.Kind.CLUSTER;
        RunMetrics metrics = cluster ? RunMetrics.ofCluster() : RunMetrics.ofMigrations(true);
        Map<Integer, Map<Long, double[]>> values = new HashMap<>();
        try (Runs runs = Runs.open(folder)) {
            for (RunKey key : runs.keys()) {
                RunLine run = runs.read(key);
                values.computeIfAbsent(key.point(), point -> new TreeMap<>())
                        .put(run.seed(), metrics.of(run.json()));
            }
        }
        return new ComparedFolder(folder, summary, metrics, values, scenario(folder));
    }

    private static Map<String, String> scenario(Path folder) throws ResultsException {
        Path file = folder.resolve(ResultFiles.SCENARIO);
        try {
            Map<String, String> fields = new TreeMap<>();
            LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
            flatten("", new Load(settings).loadFromString(Files.readString(file)), fields);
            return fields;
        } catch (IOException | YamlEngineException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new ResultsException(file + ": expected a scenario, found " + reason, e);
        }
    }

    private static void flatten(
            String path,
            @org.jspecify.annotations.Nullable Object node,
            Map<String, String> fields) {
        String before = path.isEmpty() ? "" : path + ".";
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> flatten(before + key, value, fields));
        } else if (node instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance)) {
            for (int i = 0; i < list.size(); i++) {
                flatten(before + i, list.get(i), fields);
            }
        } else {
            fields.put(path, String.valueOf(node));
        }
    }

    /** The values that a point has of a metric, by seed; NaN where a run has none. */
    Map<Long, Double> values(int point, String metric) {
        int at = metrics.indexOf(metric);
        Map<Long, Double> values = new TreeMap<>();
        runs.getOrDefault(point, Map.of()).forEach((seed, all) -> values.put(seed, all[at]));
        return values;
    }

    /** What the points are of, without those fields that have one value. */
    List<String> fields() {
        List<String> fields = new ArrayList<>();
        summary.sweep().forEach(field -> fields.add(field.field()));
        return fields;
    }
}
