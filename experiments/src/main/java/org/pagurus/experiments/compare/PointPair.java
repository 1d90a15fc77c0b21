package org.pagurus.experiments.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.pagurus.experiments.results.Summary;

/**
 * Points of two folders that have the same values of all fields that both swept.
 *
 * @param label these values in words; empty when nothing was swept in both
 */
record PointPair(Summary.Point first, Summary.Point second, String label) {
    /**
     * All pairs, in the first folder's order. Points of which a folder has several with the same
     * values can't be told apart, so they are left out.
     */
    static List<PointPair> of(Summary first, Summary second) {
        List<String> shared = fields(first);
        shared.retainAll(fields(second));
        Map<String, List<Summary.Point>> others = byLabel(second, shared);
        List<PointPair> pairs = new ArrayList<>();
        byLabel(first, shared)
                .forEach(
                        (label, points) -> {
                            List<Summary.Point> same = others.getOrDefault(label, List.of());
                            if (points.size() == 1 && same.size() == 1) {
                                pairs.add(new PointPair(points.getFirst(), same.getFirst(), label));
                            }
                        });
        return pairs;
    }

    private static List<String> fields(Summary summary) {
        return summary.sweep().stream()
                .map(Summary.SweptField::field)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static Map<String, List<Summary.Point>> byLabel(Summary summary, List<String> shared) {
        List<String> fields = fields(summary);
        Map<String, List<Summary.Point>> byLabel = new LinkedHashMap<>();
        for (Summary.Point point : summary.points()) {
            Map<String, String> values = new HashMap<>();
            for (int i = 0; i < fields.size(); i++) {
                values.put(fields.get(i), point.values().get(i));
            }
            String label =
                    shared.stream()
                            .map(field -> field + " " + values.get(field))
                            .collect(Collectors.joining(", "));
            byLabel.computeIfAbsent(label, key -> new ArrayList<>()).add(point);
        }
        return byLabel;
    }

    /** What share of the second's runs completed, less that of the first's. */
    double completedShare() {
        return share(second) - share(first);
    }

    private static double share(Summary.Point point) {
        return point.runs() == 0 ? 0 : (double) point.completed() / point.runs();
    }

    /** How many runs completed, in a sentence. */
    String completed() {
        return (label.isEmpty() ? "" : label + ": ")
                + first.completed()
                + " of "
                + first.runs()
                + " runs completed in A, "
                + second.completed()
                + " of "
                + second.runs()
                + " in B";
    }
}
