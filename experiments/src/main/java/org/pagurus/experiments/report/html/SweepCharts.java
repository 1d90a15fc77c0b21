package org.pagurus.experiments.report.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.pagurus.experiments.chart.Axis;
import org.pagurus.experiments.chart.Chart;
import org.pagurus.experiments.chart.DifferenceChart;
import org.pagurus.experiments.chart.LineChart;

/** Charts of points: metrics over each swept field, and comparisons. */
final class SweepCharts {
    private static final List<String> MAIN =
            List.of("totalTimeNs", "downtimeNs", "totalBytes", "energyJoules", "violation");

    /** Lines in a chart; the first ones, in the order of the points. */
    private static final int MAX_SERIES = 8;

    private static final int MAX_DIFFERENCES = 30;

    private SweepCharts() {}

    /** By the names of their files. */
    static Map<String, Chart> of(Report report, List<String> metrics) {
        List<String> names = metrics.isEmpty() ? MAIN : metrics;
        List<MetricColumn> columns =
                names.stream().flatMap(name -> Stream.ofNullable(report.metric(name))).toList();
        Map<String, Chart> charts = new LinkedHashMap<>();
        for (MetricColumn metric : columns) {
            for (int field = 0; field < report.fields().size(); field++) {
                if (report.fields().get(field).values().size() > 1) {
                    charts.put(
                            metric.name() + "-over-" + report.fields().get(field).name(),
                            over(report, metric, field));
                }
            }
            for (FieldAxis field : report.fields()) {
                List<DifferenceChart.Row> rows = differences(report, metric, field);
                if (!rows.isEmpty()) {
                    charts.put(
                            metric.name() + "-by-" + field.name(),
                            new DifferenceChart(
                                    "Differences in " + metric.label() + " by " + field.name(),
                                    "difference in " + metric.title(),
                                    rows));
                }
            }
        }
        return charts;
    }

    private static Chart over(Report report, MetricColumn metric, int field) {
        FieldAxis axis = report.fields().get(field);
        List<Double> positions = axis.positions();
        Map<String, List<LineChart.Point>> series = new LinkedHashMap<>();
        for (int place = 0; place < report.points().size(); place++) {
            PointLine point = report.points().get(place);
            Double mean = metric.means().get(place);
            String name = others(report, point, field);
            if (mean != null && (series.containsKey(name) || series.size() < MAX_SERIES)) {
                int value = point.values().get(field);
                series.computeIfAbsent(name, key -> new ArrayList<>())
                        .add(
                                new LineChart.Point(
                                        positions == null ? value : positions.get(value),
                                        mean,
                                        Objects.requireNonNullElse(
                                                metric.halfWidths().get(place), 0.0)));
            }
        }
        return new LineChart(
                metric.title() + " over " + axis.name(),
                positions == null
                        ? Axis.names(axis.name(), axis.values())
                        : Axis.positions(axis.name(), positions, axis.values(), axis.logarithmic()),
                metric.title(),
                series.entrySet().stream()
                        .map(one -> new LineChart.Series(one.getKey(), one.getValue()))
                        .toList(),
                positions != null);
    }

    /** The values of the other fields; empty when there is none. */
    private static String others(Report report, PointLine point, int field) {
        return IntStream.range(0, report.fields().size())
                .filter(other -> other != field)
                .filter(other -> report.fields().get(other).values().size() > 1)
                .mapToObj(
                        other -> report.fields().get(other).values().get(point.values().get(other)))
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
    }

    private static List<DifferenceChart.Row> differences(
            Report report, MetricColumn metric, FieldAxis field) {
        List<DifferenceChart.Row> rows = new ArrayList<>();
        for (ComparisonLine line : report.comparisons()) {
            Double difference = line.difference();
            if (line.field().equals(field.name())
                    && line.metric().equals(metric.name())
                    && difference != null
                    && rows.size() < MAX_DIFFERENCES) {
                rows.add(
                        new DifferenceChart.Row(
                                line.label(),
                                difference,
                                Objects.requireNonNullElse(line.halfWidth(), 0.0),
                                line.significant()));
            }
        }
        return rows;
    }
}
