package org.pagurus.experiments.report.html;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The main metrics of points, as text in cells; of a single point all of them. */
final class PointTable {
    private static final int MAX_ROWS = 50;

    private static final List<String> MAIN =
            List.of(
                    "totalTimeNs",
                    "downtimeNs",
                    "networkDowntimeNs",
                    "totalBytes",
                    "rounds",
                    "energyJoules",
                    "violation",
                    "migrations");

    private static final MathContext SHOWN = new MathContext(4);
    private static final MathContext SHOWN_OF_INTERVALS = new MathContext(2);

    private PointTable() {}

    static Table of(Report report) {
        return report.points().size() == 1 ? single(report) : several(report);
    }

    private static Table single(Report report) {
        List<List<String>> rows = new ArrayList<>(List.of(List.of("metric", "mean", "interval")));
        PointLine point = report.points().getFirst();
        rows.add(List.of("completed", point.completed() + " of " + point.runs(), ""));
        for (MetricColumn metric : report.metrics()) {
            rows.add(
                    List.of(
                            metric.title(),
                            number(metric.means().getFirst()),
                            interval(metric.halfWidths().getFirst())));
        }
        return new Table("Means of the runs, with their intervals", rows);
    }

    private static Table several(Report report) {
        List<MetricColumn> metrics =
                MAIN.stream().flatMap(name -> Stream.ofNullable(report.metric(name))).toList();
        List<String> head = new ArrayList<>();
        report.fields().forEach(field -> head.add(field.name()));
        head.add("completed");
        metrics.forEach(metric -> head.add(metric.title()));
        List<List<String>> rows = new ArrayList<>(List.of(head));
        for (int i = 0; i < Math.min(report.points().size(), MAX_ROWS); i++) {
            rows.add(row(report, metrics, i));
        }
        int all = report.points().size();
        return new Table(
                all > MAX_ROWS
                        ? "Means of the runs, the first " + MAX_ROWS + " points of " + all
                        : "Means of the runs, with their intervals",
                rows);
    }

    private static List<String> row(Report report, List<MetricColumn> metrics, int place) {
        PointLine point = report.points().get(place);
        List<String> row = new ArrayList<>();
        for (int field = 0; field < report.fields().size(); field++) {
            row.add(report.fields().get(field).values().get(point.values().get(field)));
        }
        row.add(point.completed() + " of " + point.runs());
        for (MetricColumn metric : metrics) {
            String interval = interval(metric.halfWidths().get(place));
            row.add((number(metric.means().get(place)) + " " + interval).strip());
        }
        return row;
    }

    private static String number(@Nullable Double value) {
        return value == null ? "–" : rounded(value, SHOWN);
    }

    private static String interval(@Nullable Double halfWidth) {
        return halfWidth == null ? "" : "± " + rounded(halfWidth, SHOWN_OF_INTERVALS);
    }

    private static String rounded(double value, MathContext digits) {
        return new BigDecimal(value).round(digits).stripTrailingZeros().toPlainString();
    }
}
