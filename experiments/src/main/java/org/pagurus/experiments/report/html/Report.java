package org.pagurus.experiments.report.html;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a report shows. It is bounded, whatever the results; what it leaves out is said.
 *
 * @param kind {@code migration} or {@code cluster}
 * @param mode {@code simulated} or {@code live}
 * @param facts what else there is to say, as names and values
 * @param downtimeParts names of the parts of a downtime
 * @param downtimeMs for each point the means of these parts
 * @param leftOut a sentence for each thing that there were too many of
 */
record Report(
        String name,
        String description,
        String kind,
        String mode,
        double confidence,
        List<Fact> facts,
        List<FieldAxis> fields,
        List<PointLine> points,
        List<MetricColumn> metrics,
        List<ComparisonLine> comparisons,
        List<MigrationLine> migrations,
        List<String> downtimeParts,
        List<List<Double>> downtimeMs,
        CodecTable codecs,
        List<DayLine> days,
        List<String> leftOut) {
    record Fact(String name, String value) {}

    boolean isLive() {
        return mode.equals("live");
    }

    @Nullable MetricColumn metric(String name) {
        return metrics.stream().filter(one -> one.name().equals(name)).findFirst().orElse(null);
    }
}
