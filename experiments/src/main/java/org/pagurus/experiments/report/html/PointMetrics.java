package org.pagurus.experiments.report.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.metric.Metric;
import org.pagurus.experiments.metric.MetricUnit;
import org.pagurus.experiments.metric.RunMetrics;
import org.pagurus.experiments.results.Summary;
import org.pagurus.experiments.statistics.Comparison;
import org.pagurus.experiments.statistics.Estimate;

/** The metrics of points, each in the unit that suits its largest mean. */
final class PointMetrics {
    private static final MetricUnit.Size NONE = new MetricUnit.Size("", 1);

    private static final double NS_PER_MS = 1e6;

    private final List<Summary.Point> points;
    private final RunMetrics known;
    private final Map<String, MetricUnit.Size> sizes = new LinkedHashMap<>();

    PointMetrics(List<Summary.Point> points, Summary.Kind kind) {
        this.points = points;
        this.known =
                kind == Summary.Kind.CLUSTER
                        ? RunMetrics.ofCluster()
                        : RunMetrics.ofMigrations(true);
        Set<String> names = new LinkedHashSet<>();
        points.forEach(point -> names.addAll(point.metrics().keySet()));
        names.forEach(name -> sizes.put(name, size(name)));
    }

    private MetricUnit.Size size(String name) {
        Metric metric = known.find(name);
        double largest =
                points.stream()
                        .map(point -> point.metrics().get(name))
                        .filter(Objects::nonNull)
                        .mapToDouble(estimate -> Math.abs(estimate.mean()))
                        .max()
                        .orElse(0);
        return metric == null ? NONE : metric.unit().size(largest);
    }

    List<MetricColumn> columns() {
        return sizes.keySet().stream().map(this::column).toList();
    }

    private MetricColumn column(String name) {
        MetricUnit.Size size = Objects.requireNonNull(sizes.get(name));
        List<@Nullable Double> means = new ArrayList<>();
        List<@Nullable Double> halfWidths = new ArrayList<>();
        for (Summary.Point point : points) {
            Estimate estimate = point.metrics().get(name);
            means.add(estimate == null ? null : Digits.shown(estimate.mean() / size.value()));
            halfWidths.add(
                    estimate == null ? null : Digits.shown(estimate.halfWidth() / size.value()));
        }
        return new MetricColumn(name, label(name), size.unit(), means, halfWidths);
    }

    /** For each point the means of the parts of its downtime; 0 for one that it has not. */
    List<List<Double>> downtimeMs() {
        return points.stream()
                .map(
                        point ->
                                Stream.of(DowntimePart.values())
                                        .map(part -> point.metrics().get(part.metric()))
                                        .map(PointMetrics::milliseconds)
                                        .toList())
                .toList();
    }

    private static double milliseconds(@Nullable Estimate estimate) {
        return estimate == null ? 0 : Digits.rounded(estimate.mean() / NS_PER_MS);
    }

    /** A metric that this version does not know is called by its name. */
    private String label(String name) {
        Metric metric = known.find(name);
        return metric == null ? name : metric.words();
    }

    ComparisonLine comparison(Comparison comparison) {
        MetricUnit.Size size = sizes.getOrDefault(comparison.metric(), NONE);
        return new ComparisonLine(
                comparison.field(),
                comparison.metric(),
                comparison.otherValue() + " less " + comparison.value() + others(comparison),
                Digits.shown(comparison.meanDifference() / size.value()),
                Digits.shown(comparison.halfWidth() / size.value()),
                comparison.pairs(),
                comparison.significant(),
                comparison.statement());
    }

    /** The values of the other fields, which both points have. */
    private String others(Comparison comparison) {
        for (Summary.Point point : points) {
            if (point.point() == comparison.point()) {
                List<String> others = new ArrayList<>(point.values());
                others.remove(comparison.value());
                return others.isEmpty() ? "" : " at " + String.join(", ", others);
            }
        }
        return "";
    }
}
