package org.pagurus.experiments.results;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.statistics.Comparison;
import org.pagurus.experiments.statistics.Estimate;

/**
 * {@code summary.json}: what all runs of an experiment say together.
 *
 * @param name of the scenario
 * @param description of the scenario; may be empty
 * @param mode {@code simulated} or {@code live}
 * @param software what the runs were made with
 * @param machine on which; null where that makes no difference to the results
 * @param seed of the scenario
 * @param confidence of all intervals, such as 0.95
 * @param sweep the fields that differ between points, the slowest first; empty for one point
 * @param points in order; one whose runs are all missing, as after an interruption, has none
 * @param comparisons all that were made
 * @param notCompared swept fields with too many values to hold each against each
 */
public record Summary(
        String name,
        String description,
        Kind kind,
        String mode,
        Software software,
        @Nullable Machine machine,
        long seed,
        double confidence,
        List<SweptField> sweep,
        List<Point> points,
        List<Comparison> comparisons,
        List<String> notCompared) {
    public Summary {
        sweep = List.copyOf(sweep);
        points = List.copyOf(points);
        comparisons = List.copyOf(comparisons);
        notCompared = List.copyOf(notCompared);
    }

    /** What was run. */
    public enum Kind {
        MIGRATION,
        CLUSTER
    }

    /**
     * @param pagurus this software's version
     * @param java the version of the Java that ran it
     * @param os the operating system with its version
     */
    public record Software(String pagurus, String java, String os) {}

    /**
     * @param cpu in words
     * @param memoryBytes 0 where it is not known
     */
    public record Machine(String cpu, int cores, long memoryBytes) {}

    /**
     * A field of the scenario that differs between points.
     *
     * @param field its path, such as {@code link.rate}
     * @param values as the scenario has them
     */
    public record SweptField(String field, List<String> values) {
        public SweptField {
            values = List.copyOf(values);
        }
    }

    /**
     * A point of the sweep.
     *
     * @param point from 0
     * @param values one for each swept field
     * @param runs that are finished
     * @param completed runs of these all of whose migrations were completed; of clusters all
     * @param metrics by name, in the order of reports; one that no run has a value of is missing
     */
    public record Point(
            int point,
            List<String> values,
            int runs,
            int completed,
            Map<String, Estimate> metrics) {
        public Point {
            values = List.copyOf(values);
            metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        }
    }
}
