package org.pagurus.experiments.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.metric.Metric;
import org.pagurus.experiments.metric.RunMetrics;
import org.pagurus.experiments.results.Summary;
import org.pagurus.experiments.statistics.Comparison;
import org.pagurus.experiments.statistics.Estimate;

/** What a person is told of an experiment's results: the points, and what differs. */
public final class ExperimentText {
    private static final int MOST_POINTS = 20;
    private static final int MOST_STATEMENTS = 10;

    private static final List<String> OF_MIGRATIONS =
            List.of("downtimeNs", "totalTimeNs", "totalBytes");
    private static final List<String> OF_CLUSTERS =
            List.of("energyJoules", "violation", "migrations");

    private ExperimentText() {}

    /** The points with means and intervals, and the differences that are significant. */
    public static String of(Summary summary) {
        String description = summary.description().isEmpty() ? "" : ": " + summary.description();
        return summary.name()
                + description
                + "\nseed "
                + summary.seed()
                + (summary.mode().equals("live") ? ", live" : "")
                + "\n\n"
                + table(summary)
                + comparisons(summary);
    }

    private static String table(Summary summary) {
        boolean cluster = summary.kind() == Summary.Kind.CLUSTER;
        RunMetrics all = cluster ? RunMetrics.ofCluster() : RunMetrics.ofMigrations(true);
        List<String> names = cluster ? OF_CLUSTERS : OF_MIGRATIONS;
        int fields = summary.sweep().size();
        TextTable table = new TextTable("l".repeat(fields) + "rr" + "r".repeat(names.size()));
        List<String> head = new ArrayList<>();
        summary.sweep().forEach(field -> head.add(field.field()));
        head.addAll(List.of("runs", cluster ? "done" : "completed"));
        names.forEach(name -> head.add(words(all, name)));
        table.row(head.toArray(String[]::new));
        for (Summary.Point point : summary.points().subList(0, shown(summary))) {
            List<String> row = new ArrayList<>(point.values());
            row.add(Units.count(point.runs()));
            row.add(Units.count(point.completed()));
            names.forEach(name -> row.add(value(all.find(name), point.metrics().get(name))));
            table.row(row.toArray(String[]::new));
        }
        int more = summary.points().size() - shown(summary);
        return table.render() + (more == 0 ? "" : "and " + Units.count(more) + " more points\n");
    }

    private static int shown(Summary summary) {
        return Math.min(MOST_POINTS, summary.points().size());
    }

    private static String words(RunMetrics metrics, String name) {
        Metric metric = metrics.find(name);
        return metric == null ? name : metric.words();
    }

    private static String value(@Nullable Metric metric, @Nullable Estimate estimate) {
        if (metric == null || estimate == null) {
            return "-";
        }
        String mean = metric.unit().format(estimate.mean());
        return estimate.hasInterval()
                ? mean + " ± " + metric.unit().format(estimate.halfWidth())
                : mean;
    }

    private static String comparisons(Summary summary) {
        if (summary.sweep().isEmpty()) {
            return "";
        }
        long made = summary.comparisons().stream().filter(one -> one.pairs() > 1).count();
        List<String> significant =
                summary.comparisons().stream()
                        .filter(Comparison::significant)
                        .map(Comparison::statement)
                        .toList();
        StringBuilder text = new StringBuilder("\n");
        if (made == 0) {
            text.append("no comparison: that takes two repetitions or more\n");
        } else {
            text.append(Units.count(made))
                    .append(made == 1 ? " comparison, " : " comparisons, ")
                    .append(Units.count(significant.size()))
                    .append(" significant after Holm's correction for their number\n");
        }
        significant.stream()
                .limit(MOST_STATEMENTS)
                .forEach(statement -> text.append("  ").append(statement).append('\n'));
        if (significant.size() > MOST_STATEMENTS) {
            text.append("  and ")
                    .append(Units.count(significant.size() - MOST_STATEMENTS))
                    .append(" more in summary.json\n");
        }
        if (!summary.notCompared().isEmpty()) {
            text.append("too many values to hold each against each: ")
                    .append(String.join(", ", summary.notCompared()))
                    .append('\n');
        }
        return text.toString();
    }
}
