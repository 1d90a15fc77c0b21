package org.pagurus.experiments.metric;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.ToDoubleFunction;

/**
 * Something that is measured of a migration, or of a cluster.
 *
 * @param name as in docs/report.md, with its unit
 * @param words as in {@code takes 12 ms more downtime}
 * @param across how a run's value comes from those of its migrations
 * @param presence where there is one
 * @param reading takes the value from a migration's or a cluster's report; NaN where it has none
 */
public record Metric(
        String name,
        String words,
        MetricUnit unit,
        Across across,
        Presence presence,
        ToDoubleFunction<JsonNode> reading) {
    /** How a run's value comes from those of its migrations. */
    public enum Across {
        SUM,
        MEAN,
        MOST,
        /** From the first start to the most, which is a time from the scenario's start. */
        SPAN
    }

    /** Which migrations have a value. */
    public enum Presence {
        ALWAYS,
        /** Those that were completed: the others had no pause, or did not end it elsewhere. */
        COMPLETED,
        /** Those that the policy gave up. */
        GIVEN_UP,
        /** Those that were live, and completed. */
        LIVE,
        /** Those of guests whose service has clients. */
        SERVICE
    }

    /** Its value of one migration, or of a cluster; NaN where it has none. */
    public double of(JsonNode report) {
        return reading.applyAsDouble(report);
    }
}
