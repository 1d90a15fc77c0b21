package org.pagurus.experiments.results;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import org.pagurus.experiments.metric.Metric;
import org.pagurus.experiments.metric.Metrics;
import org.pagurus.experiments.metric.RunMetrics;
import org.pagurus.experiments.statistics.Comparisons;
import org.pagurus.experiments.statistics.Estimate;
import org.pagurus.experiments.statistics.FullFactorial;

/** Puts the runs of an experiment together, point by point. Used by one thread, once. */
final class SummaryMaker {
    /** A field with more values is a curve: its values are not held each against each. */
    private static final int MOST_COMPARED_VALUES = 12;

    /** Beyond these nothing would be significant any more, and nobody reads them. */
    private static final int MOST_COMPARISONS = 20_000;

    /** What is compared, beside the metric that points are repeated for. */
    private static final List<String> OF_MIGRATIONS =
            List.of("downtimeNs", "networkDowntimeNs", Metrics.TOTAL_TIME, "totalBytes");

    private static final List<String> OF_CLUSTERS =
            List.of(Metrics.ENERGY, "violation", "migrations");

    private final Experiment experiment;
    private final RunMetrics metrics;
    private final FullFactorial design;
    private final int[] compared;

    /** By point and compared metric: a value for each repetition. */
    private final double[][][] values;

    /** Which of the compared metrics any run has a value of. */
    private final boolean[] present;

    SummaryMaker(Experiment experiment) {
        this.experiment = experiment;
        metrics = experiment.metrics();
        design = experiment.design();
        Set<String> names =
                new LinkedHashSet<>(
                        experiment.kind() == Summary.Kind.CLUSTER ? OF_CLUSTERS : OF_MIGRATIONS);
        names.add(experiment.repeatedFor());
        compared = names.stream().mapToInt(metrics::indexOf).filter(at -> at >= 0).toArray();
        present = new boolean[compared.length];
        values = new double[design.points()][][];
    }

    Summary of(Runs runs) throws ResultsException {
        List<Summary.Point> points = new ArrayList<>();
        for (int point = 0; point < design.points(); point++) {
            points.add(point(point, runs));
        }
        Comparisons comparisons = new Comparisons(experiment.confidence());
        List<String> notCompared = compare(comparisons);
        return new Summary(
                experiment.name(),
                experiment.description(),
                experiment.kind(),
                experiment.mode(),
                experiment.software(),
                experiment.machine(),
                experiment.seed(),
                experiment.confidence(),
                experiment.sweep(),
                points,
                comparisons.all(),
                notCompared);
    }

    private Summary.Point point(int point, Runs runs) throws ResultsException {
        NavigableSet<RunKey> keys =
                runs.keys()
                        .subSet(
                                new RunKey(point, 0),
                                true,
                                new RunKey(point, Integer.MAX_VALUE),
                                true);
        int repetitions = keys.isEmpty() ? 0 : keys.last().repetition() + 1;
        double[][] byMetric = new double[metrics.metrics().size()][repetitions];
        for (double[] column : byMetric) {
            Arrays.fill(column, Double.NaN);
        }
        int completed = 0;
        for (RunKey key : keys) {
            RunLine run = runs.read(key);
            completed += isCompleted(run) ? 1 : 0;
            double[] row = metrics.of(run.json());
            for (int at = 0; at < row.length; at++) {
                byMetric[at][key.repetition()] = row[at];
            }
        }
        keep(point, byMetric);
        return new Summary.Point(
                point, experiment.values(point), keys.size(), completed, estimates(byMetric));
    }

    private void keep(int point, double[][] byMetric) {
        values[point] = new double[compared.length][];
        for (int at = 0; at < compared.length; at++) {
            double[] column = byMetric[compared[at]];
            values[point][at] = column;
            present[at] |= Arrays.stream(column).anyMatch(value -> !Double.isNaN(value));
        }
    }

    private Map<String, Estimate> estimates(double[][] byMetric) {
        Map<String, Estimate> estimates = new LinkedHashMap<>();
        for (int at = 0; at < byMetric.length; at++) {
            Estimate estimate = Estimate.ofPresent(byMetric[at], experiment.confidence());
            if (estimate != null) {
                estimates.put(metrics.metrics().get(at).name(), estimate);
            }
        }
        return estimates;
    }

    /** Whether all migrations of a run were completed; a cluster's day always is. */
    private static boolean isCompleted(RunLine run) {
        for (JsonNode migration : run.migrations()) {
            if (!Metrics.isCompleted(migration)) {
                return false;
            }
        }
        return true;
    }

    /** Gives the fields that were left out, since they have too many values. */
    private List<String> compare(Comparisons comparisons) {
        int metricCount = 0;
        for (boolean one : present) {
            metricCount += one ? 1 : 0;
        }
        List<String> notCompared = new ArrayList<>();
        long made = 0;
        for (int factor = 0; factor < design.factors(); factor++) {
            int levels = design.levels(factor);
            long more = (long) design.points() * (levels - 1) / 2 * metricCount;
            if (levels > MOST_COMPARED_VALUES || made + more > MOST_COMPARISONS) {
                notCompared.add(experiment.sweep().get(factor).field());
            } else {
                compare(factor, comparisons);
                made += more;
            }
        }
        return notCompared;
    }

    private void compare(int factor, Comparisons comparisons) {
        for (int point = 0; point < design.points(); point++) {
            int level = design.level(point, factor);
            for (int other = level + 1; other < design.levels(factor); other++) {
                compare(factor, point, design.with(point, factor, other), comparisons);
            }
        }
    }

    private void compare(int factor, int point, int otherPoint, Comparisons comparisons) {
        Comparisons.Pair pair =
                new Comparisons.Pair(
                        experiment.sweep().get(factor).field(),
                        point,
                        otherPoint,
                        experiment.values(point).get(factor),
                        experiment.values(otherPoint).get(factor),
                        others(factor, point));
        for (int at = 0; at < compared.length; at++) {
            if (present[at]) {
                Metric metric = metrics.metrics().get(compared[at]);
                comparisons.add(pair, metric, values[point][at], values[otherPoint][at]);
            }
        }
    }

    private String others(int factor, int point) {
        List<String> others = new ArrayList<>();
        for (int at = 0; at < design.factors(); at++) {
            if (at != factor) {
                others.add(
                        experiment.sweep().get(at).field()
                                + " "
                                + experiment.values(point).get(at));
            }
        }
        return String.join(", ", others);
    }
}
