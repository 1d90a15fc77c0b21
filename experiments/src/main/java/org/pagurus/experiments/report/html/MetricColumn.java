package org.pagurus.experiments.report.html;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A metric at every point, in one unit.
 *
 * @param name as in docs/report.md
 * @param label for people
 * @param unit of all values; empty for a count
 * @param means in the order of the points; null where no run has a value
 * @param halfWidths of the intervals; null where there is none
 */
record MetricColumn(
        String name,
        String label,
        String unit,
        List<@Nullable Double> means,
        List<@Nullable Double> halfWidths) {
    /** Of an axis. */
    String title() {
        return unit.isEmpty() ? label : label + ", " + unit;
    }
}
