package org.pagurus.experiments.results;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pagurus.experiments.metric.Metric;
import org.pagurus.experiments.metric.Metrics;

/** The tables of an experiment's runs, by point and repetition. */
final class RunTables {
    private static final List<String> ROUND =
            List.of(
                    "round",
                    "pages",
                    "zeroPages",
                    "bytes",
                    "durationNs",
                    "skippedPages",
                    "dirtiedPages",
                    "repeatedPages",
                    "pendingPages",
                    "throttlePercent",
                    "savedBytes");

    private static final List<String> SAMPLE =
            List.of(
                    "sample",
                    "hostsOn",
                    "demandMips",
                    "overloadedHosts",
                    "joules",
                    "planned",
                    "completed",
                    "running",
                    "waiting");

    private final Experiment experiment;
    private final Runs runs;

    RunTables(Experiment experiment, Runs runs) {
        this.experiment = experiment;
        this.runs = runs;
    }

    /** A row for each migration of each run, or for each run of a cluster. */
    void results(Writer out) throws IOException, ResultsException {
        boolean cluster = experiment.kind() == Summary.Kind.CLUSTER;
        List<Metric> metrics = cluster ? Metrics.ofClusters() : presentMetrics();
        List<String> head = new ArrayList<>(List.of("point", "repetition", "seed", "mode"));
        experiment.sweep().forEach(field -> head.add(field.field()));
        if (!cluster) {
            head.addAll(List.of("guest", "outcome"));
        }
        metrics.forEach(metric -> head.add(metric.name()));
        Csv.row(out, head);
        for (RunKey key : runs.keys()) {
            RunLine run = runs.read(key);
            List<String> start = start(key);
            start.add(Long.toString(run.seed()));
            start.add(experiment.mode());
            start.addAll(experiment.values(key.point()));
            if (cluster) {
                Csv.row(out, measured(start, run.cluster(), metrics));
            }
            for (JsonNode migration : run.migrations()) {
                List<String> row = new ArrayList<>(start);
                row.add(migration.path("guest").asText());
                row.add(migration.path("outcome").asText());
                Csv.row(out, measured(row, migration, metrics));
            }
        }
    }

    /** A row for each round of each migration. */
    void rounds(Writer out) throws IOException, ResultsException {
        Csv.row(out, joined(List.of("point", "repetition", "guest"), ROUND));
        for (RunKey key : runs.keys()) {
            for (JsonNode migration : runs.read(key).migrations()) {
                for (JsonNode round : migration.path("rounds")) {
                    List<String> row = start(key);
                    row.add(migration.path("guest").asText());
                    Csv.row(out, fields(row, round, ROUND));
                }
            }
        }
    }

    /** A row for each codec of each round. */
    void codecs(Writer out) throws IOException, ResultsException {
        Csv.row(out, List.of("point", "repetition", "guest", "round", "codec", "pages", "bytes"));
        for (RunKey key : runs.keys()) {
            for (JsonNode migration : runs.read(key).migrations()) {
                for (JsonNode round : migration.path("rounds")) {
                    for (Map.Entry<String, JsonNode> codec : round.path("codecs").properties()) {
                        List<String> row = start(key);
                        row.add(migration.path("guest").asText());
                        row.add(round.path("round").asText());
                        row.add(codec.getKey());
                        Csv.row(out, fields(row, codec.getValue(), List.of("pages", "bytes")));
                    }
                }
            }
        }
    }

    /** A row for each sample of each run of a cluster. */
    void samples(Writer out) throws IOException, ResultsException {
        Csv.row(out, joined(List.of("point", "repetition"), SAMPLE));
        for (RunKey key : runs.keys()) {
            for (JsonNode sample : runs.read(key).cluster().path("samples")) {
                Csv.row(out, fields(start(key), sample, SAMPLE));
            }
        }
    }

    /** Those that every migration has, or some migration of these runs. */
    private List<Metric> presentMetrics() throws ResultsException {
        Set<Metric> present = new LinkedHashSet<>();
        for (RunKey key : runs.keys()) {
            for (JsonNode migration : runs.read(key).migrations()) {
                for (Metric metric : Metrics.ofMigrations()) {
                    if (!Double.isNaN(metric.of(migration))) {
                        present.add(metric);
                    }
                }
            }
        }
        return Metrics.ofMigrations().stream()
                .filter(metric -> isAlways(metric) || present.contains(metric))
                .toList();
    }

    private static boolean isAlways(Metric metric) {
        return switch (metric.presence()) {
            case ALWAYS, COMPLETED, GIVEN_UP -> true;
            case LIVE, SERVICE -> false;
        };
    }

    private static List<String> start(RunKey key) {
        return new ArrayList<>(
                List.of(Integer.toString(key.point()), Integer.toString(key.repetition())));
    }

    private static List<String> measured(List<String> row, JsonNode report, List<Metric> metrics) {
        metrics.forEach(metric -> row.add(Csv.number(metric.of(report))));
        return row;
    }

    private static List<String> fields(List<String> row, JsonNode node, List<String> names) {
        names.forEach(name -> row.add(node.path(name).asText()));
        return row;
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
