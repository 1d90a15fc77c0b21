package org.pagurus.experiments.report.html;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;

/**
 * A run of a cluster over time.
 *
 * @param label point and repetition in words
 */
record DayLine(
        int point, int repetition, long seed, String label, String strategy, List<Sample> samples) {
    /** What was so at the end of a sample's interval. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Sample(
            int hostsOn,
            long demandMips,
            int overloadedHosts,
            double joules,
            int completed,
            int running,
            int waiting) {}
}
