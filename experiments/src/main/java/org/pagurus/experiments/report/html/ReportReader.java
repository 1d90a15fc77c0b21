package org.pagurus.experiments.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.pagurus.experiments.report.Units;
import org.pagurus.experiments.results.ResultFiles;
import org.pagurus.experiments.results.ResultsException;
import org.pagurus.experiments.results.RunKey;
import org.pagurus.experiments.results.RunLine;
import org.pagurus.experiments.results.Runs;
import org.pagurus.experiments.results.Summary;
import org.pagurus.experiments.results.SummaryReader;

/** Takes from a folder of results what a report shows. Used once. */
final class ReportReader {
    private static final int MAX_POINTS = 10_000;
    private static final int MAX_COMPARISONS = 2_000;

    private final Summary summary;
    private final List<Summary.Point> shown;
    private final PointMetrics metrics;
    private final List<PointLine> points;
    private final List<String> leftOut = new ArrayList<>();

    private ReportReader(Summary summary) throws ResultsException {
        this.summary = summary;
        this.shown = summary.points().stream().limit(MAX_POINTS).toList();
        this.metrics = new PointMetrics(shown, summary.kind());
        List<PointLine> lines = new ArrayList<>();
        for (Summary.Point point : shown) {
            lines.add(line(point));
        }
        this.points = List.copyOf(lines);
        sayLeftOut("points", shown.size(), summary.points().size(), ResultFiles.RESULTS);
    }

    /**
     * A folder that {@code pagurus run} left.
     *
     * @throws ResultsException when it can't be read; the message is one line
     */
    static Report read(Path folder) throws ResultsException {
        try (Runs runs = Runs.open(folder)) {
            return new ReportReader(SummaryReader.read(folder)).report(runs);
        }
    }

    private Report report(Runs runs) throws ResultsException {
        CodecTotals codecs = new CodecTotals(points);
        List<MigrationLine> migrations = new ArrayList<>();
        List<DayLine> days = new ArrayList<>();
        DrawnRuns drawn = new DrawnRuns(runs.keys());
        for (RunKey key : runs.keys()) {
            RunLine run = runs.read(key);
            codecs.add(run);
            if (drawn.takes(run)) {
                String label = label(key);
                for (JsonNode migration : run.migrations()) {
                    migrations.add(RunLines.migration(run, migration, label));
                }
                if (run.cluster().isObject()) {
                    days.add(RunLines.day(run, label));
                }
            }
        }
        boolean cluster = summary.kind() == Summary.Kind.CLUSTER;
        sayLeftOut(
                "runs over time",
                drawn.taken(),
                runs.keys().size(),
                cluster ? ResultFiles.SAMPLES : ResultFiles.ROUNDS);
        return new Report(
                summary.name(),
                summary.description(),
                summary.kind().name().toLowerCase(Locale.ROOT),
                summary.mode(),
                summary.confidence(),
                facts(),
                summary.sweep().stream().map(f -> FieldAxis.of(f.field(), f.values())).toList(),
                points,
                metrics.columns(),
                comparisons(),
                migrations,
                DowntimePart.labels(),
                metrics.downtimeMs(),
                codecs.table(),
                days,
                leftOut);
    }

    private PointLine line(Summary.Point point) throws ResultsException {
        List<Integer> values = new ArrayList<>();
        for (int i = 0; i < summary.sweep().size(); i++) {
            Summary.SweptField field = summary.sweep().get(i);
            int value =
                    i < point.values().size() ? field.values().indexOf(point.values().get(i)) : -1;
            if (value < 0) {
                throw new ResultsException(
                        ResultFiles.SUMMARY
                                + ": points["
                                + point.point()
                                + "].values: expected a value of "
                                + field.field()
                                + " but found "
                                + point.values());
            }
            values.add(value);
        }
        return new PointLine(point.point(), values, words(point), point.runs(), point.completed());
    }

    private String words(Summary.Point point) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < summary.sweep().size(); i++) {
            words.add(summary.sweep().get(i).field() + " " + point.values().get(i));
        }
        return String.join(", ", words);
    }

    private String label(RunKey key) {
        String point =
                points.stream()
                        .filter(line -> line.point() == key.point())
                        .map(PointLine::label)
                        .findFirst()
                        .orElse("");
        return (point.isEmpty() ? "" : point + ", ") + "repetition " + key.repetition();
    }

    private List<ComparisonLine> comparisons() {
        List<ComparisonLine> lines =
                summary.comparisons().stream()
                        .sorted(Comparator.comparing(one -> !one.significant()))
                        .limit(MAX_COMPARISONS)
                        .map(metrics::comparison)
                        .toList();
        sayLeftOut("comparisons", lines.size(), summary.comparisons().size(), ResultFiles.SUMMARY);
        for (String field : summary.notCompared()) {
            leftOut.add(field + " has too many values to hold each against each");
        }
        return lines;
    }

    private void sayLeftOut(String what, int shown, int all, String file) {
        if (shown < all) {
            leftOut.add(
                    "Of the "
                            + Units.count(all)
                            + " "
                            + what
                            + " this page shows "
                            + Units.count(shown)
                            + "; "
                            + file
                            + " has all");
        }
    }

    private List<Report.Fact> facts() {
        Summary.Machine machine = summary.machine();
        Summary.Software software = summary.software();
        int fewest = shown.stream().mapToInt(Summary.Point::runs).min().orElse(0);
        int most = shown.stream().mapToInt(Summary.Point::runs).max().orElse(0);
        List<Report.Fact> facts =
                new ArrayList<>(
                        List.of(
                                new Report.Fact("points", Units.count(summary.points().size())),
                                new Report.Fact(
                                        "runs of each",
                                        fewest == most ? fewest + "" : fewest + " to " + most),
                                new Report.Fact("seed", Long.toString(summary.seed())),
                                new Report.Fact(
                                        "confidence",
                                        Math.round(100 * summary.confidence()) + " %"),
                                new Report.Fact(
                                        "made with",
                                        Stream.of(
                                                        "Pagurus " + software.pagurus(),
                                                        "Java " + software.java(),
                                                        software.os())
                                                .reduce((a, b) -> a + ", " + b)
                                                .orElseThrow())));
        if (machine != null) {
            facts.add(
                    new Report.Fact(
                            "machine",
                            machine.cpu()
                                    + ", "
                                    + machine.cores()
                                    + " cores, "
                                    + Units.mebibytes(machine.memoryBytes())
                                    + " MiB"));
        }
        return facts;
    }
}
