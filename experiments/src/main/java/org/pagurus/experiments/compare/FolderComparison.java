package org.pagurus.experiments.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.pagurus.experiments.results.ResultsException;
import org.pagurus.experiments.results.Summary;
import org.pagurus.experiments.statistics.Holm;

/**
 * Two folders of results, compared.
 *
 * @param first what the first folder has
 * @param confidence of all intervals
 * @param atLeast the share of the first's mean from which on a difference matters
 * @param changes what is set otherwise
 * @param compared each metric at each point that both have
 * @param notes what could not be compared, a sentence each
 * @param lessCompleted points at which a smaller share of B's runs completed, a sentence each
 */
public record FolderComparison(
        Side first,
        Side second,
        double confidence,
        double atLeast,
        List<Change> changes,
        List<Compared> compared,
        List<String> notes,
        List<String> lessCompleted) {
    /** Metrics that are compared when none is named. */
    public static final List<String> MAIN =
            List.of(
                    "totalTimeNs",
                    "downtimeNs",
                    "networkDowntimeNs",
                    "totalBytes",
                    "throttlePercent",
                    "serviceLostToDowntime",
                    "serviceLostToThrottling",
                    "energyJoules",
                    "meanHostsOn",
                    "migrations",
                    "violation");

    /** The one metric of which more is better. */
    private static final String SAVINGS = "savedBytes";

    /** One of the two. */
    public record Side(Path folder, String name, String mode, int points, int runs, int completed) {
        private static Side of(ComparedFolder folder) {
            Summary summary = folder.summary();
            return new Side(
                    folder.folder(),
                    summary.name(),
                    summary.mode(),
                    summary.points().size(),
                    summary.points().stream().mapToInt(Summary.Point::runs).sum(),
                    summary.points().stream().mapToInt(Summary.Point::completed).sum());
        }
    }

    public FolderComparison {
        changes = List.copyOf(changes);
        compared = List.copyOf(compared);
        notes = List.copyOf(notes);
        lessCompleted = List.copyOf(lessCompleted);
    }

    /**
     * Compares two folders.
     *
     * @param metrics names; none for the main ones
     * @param atLeast the share of the first's mean from which on a difference matters
     * @throws ResultsException when a folder can't be read, they are not of the same kind, or there
     *     is no such metric; the message is one line
     */
    public static FolderComparison of(Path a, Path b, List<String> metrics, double atLeast)
            throws ResultsException {
        ComparedFolder first = ComparedFolder.read(a);
        ComparedFolder second = ComparedFolder.read(b);
        if (first.summary().kind() != second.summary().kind()) {
            throw new ResultsException(
                    b
                            + ": kind: expected "
                            + Changes.label(first.summary().kind())
                            + " as in "
                            + a
                            + " but found "
                            + Changes.label(second.summary().kind()));
        }
        checkMetrics(first, metrics);
        List<PointPair> pairs = PointPair.of(first.summary(), second.summary());
        return new FolderComparison(
                Side.of(first),
                Side.of(second),
                first.summary().confidence(),
                atLeast,
                Changes.of(first, second),
                compare(first, second, pairs, metrics.isEmpty() ? MAIN : metrics, atLeast),
                notes(first, second, pairs),
                lessCompleted(pairs));
    }

    private static void checkMetrics(ComparedFolder folder, List<String> metrics)
            throws ResultsException {
        for (String metric : metrics) {
            if (!MAIN.contains(metric) && folder.metrics().find(metric) == null) {
                Set<String> known = new TreeSet<>();
                folder.metrics().metrics().forEach(one -> known.add(one.name()));
                throw new ResultsException(
                        "metric: expected one of "
                                + String.join(", ", known)
                                + " but found "
                                + metric);
            }
        }
    }

    private static List<Compared> compare(
            ComparedFolder first,
            ComparedFolder second,
            List<PointPair> pairs,
            List<String> metrics,
            double atLeast) {
        double confidence = first.summary().confidence();
        List<Measured> measured = new ArrayList<>();
        for (PointPair pair : pairs) {
            metrics.stream()
                    .flatMap(name -> Stream.ofNullable(first.metrics().find(name)))
                    .map(metric -> Measured.of(pair, metric, first, second, confidence))
                    .filter(Objects::nonNull)
                    .forEach(measured::add);
        }
        double[] adjusted = Holm.adjust(measured.stream().mapToDouble(Measured::pValue).toArray());
        List<Compared> compared = new ArrayList<>();
        for (int i = 0; i < adjusted.length; i++) {
            compared.add(measured.get(i).compared(adjusted[i], confidence, atLeast));
        }
        return compared;
    }

    private static List<String> notes(
            ComparedFolder first, ComparedFolder second, List<PointPair> pairs) {
        List<String> notes = new ArrayList<>();
        notes.addAll(onlyIn(first, second, "A"));
        notes.addAll(onlyIn(second, first, "B"));
        int points = Math.max(first.summary().points().size(), second.summary().points().size());
        if (pairs.size() < points) {
            notes.add(pairs.size() + " points of " + points + " are in both folders");
        }
        pairs.stream()
                .filter(pair -> pair.completedShare() != 0)
                .forEach(pair -> notes.add(pair.completed()));
        return notes;
    }

    private static List<String> lessCompleted(List<PointPair> pairs) {
        return pairs.stream()
                .filter(pair -> pair.completedShare() < 0)
                .map(PointPair::completed)
                .toList();
    }

    private static List<String> onlyIn(ComparedFolder one, ComparedFolder other, String name) {
        List<String> fields = new ArrayList<>(one.fields());
        fields.removeAll(other.fields());
        return fields.stream().map(field -> field + " is swept in " + name + " alone").toList();
    }

    /** How many differences matter. */
    public long mattering() {
        return compared.stream().filter(Compared::matters).count();
    }

    /**
     * Where a metric is worse in the second folder: larger, but for savings, by more than this
     * share of the first and by more than chance.
     */
    public List<Compared> worse(String metric, double share) {
        double sign = metric.equals(SAVINGS) ? -1 : 1;
        return compared.stream()
                .filter(one -> one.metric().equals(metric) && one.significant())
                .filter(one -> sign * one.difference() > 0)
                .filter(one -> Double.isNaN(one.share()) || sign * one.share() > share)
                .toList();
    }
}
