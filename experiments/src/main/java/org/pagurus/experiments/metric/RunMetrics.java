package org.pagurus.experiments.metric;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.metric.Metric.Across;
import org.pagurus.experiments.metric.Metric.Presence;

/**
 * What a whole run is measured by. Of several migrations, bytes and counts are sums; times and
 * rounds are means over the migrations that have them, with the largest beside ({@code
 * downtimeNs.max}), and {@code makespanNs} is the time from the first start to the last end;
 * throttling is the most that any guest had.
 */
public final class RunMetrics {
    private static final String MAX = ".max";

    private final List<Metric> metrics;
    private final boolean cluster;

    private RunMetrics(List<Metric> metrics, boolean cluster) {
        this.metrics = List.copyOf(metrics);
        this.cluster = cluster;
    }

    public static RunMetrics ofCluster() {
        return new RunMetrics(Metrics.ofClusters(), true);
    }

    /**
     * @param several whether a run has more than one migration
     */
    public static RunMetrics ofMigrations(boolean several) {
        List<Metric> all = new ArrayList<>();
        for (Metric metric : Metrics.ofMigrations()) {
            all.add(metric);
            if (several && metric.unit() == MetricUnit.NANOSECONDS) {
                all.add(
                        new Metric(
                                metric.name() + MAX,
                                "longest " + metric.words(),
                                metric.unit(),
                                Across.MOST,
                                metric.presence(),
                                metric.reading()));
            }
        }
        if (several) {
            all.add(
                    new Metric(
                            "makespanNs",
                            "time for all migrations",
                            MetricUnit.NANOSECONDS,
                            Across.SPAN,
                            Presence.ALWAYS,
                            RunMetrics::endNs));
        }
        return new RunMetrics(all, false);
    }

    /** In the order of reports. */
    public List<Metric> metrics() {
        return metrics;
    }

    /** The one of that name; null when there is none. */
    public @Nullable Metric find(String name) {
        int at = indexOf(name);
        return at < 0 ? null : metrics.get(at);
    }

    /** Where a metric stands among {@link #metrics()}; -1 when there is none of that name. */
    public int indexOf(String name) {
        for (int at = 0; at < metrics.size(); at++) {
            if (metrics.get(at).name().equals(name)) {
                return at;
            }
        }
        return -1;
    }

    /**
     * A run's values in the order of {@link #metrics()}; NaN where it has none.
     *
     * @param run a line of the journal: an object with {@code migrations} or {@code cluster}
     */
    public double[] of(JsonNode run) {
        double[] values = new double[metrics.size()];
        for (int at = 0; at < values.length; at++) {
            Metric metric = metrics.get(at);
            values[at] =
                    cluster ? metric.of(run.path("cluster")) : over(run.path("migrations"), metric);
        }
        return values;
    }

    private static double over(JsonNode migrations, Metric metric) {
        int count = 0;
        double sum = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (JsonNode migration : migrations) {
            double value = metric.of(migration);
            if (!Double.isNaN(value)) {
                count++;
                sum += value;
                most = Math.max(most, value);
            }
        }
        if (count == 0) {
            return Double.NaN;
        }
        return switch (metric.across()) {
            case SUM -> sum;
            case MEAN -> sum / count;
            case MOST -> most;
            case SPAN -> most - firstStartNs(migrations);
        };
    }

    private static double endNs(JsonNode migration) {
        return migration.path("startNs").asDouble() + migration.path("totalTimeNs").asDouble();
    }

    private static double firstStartNs(JsonNode migrations) {
        double first = Double.POSITIVE_INFINITY;
        for (JsonNode migration : migrations) {
            first = Math.min(first, migration.path("startNs").asDouble());
        }
        return first;
    }
}
