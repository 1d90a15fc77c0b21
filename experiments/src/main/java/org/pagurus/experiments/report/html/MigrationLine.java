package org.pagurus.experiments.report.html;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;

/**
 * A migration, to be drawn over time.
 *
 * @param label point, repetition and guest in words
 * @param partsNs of the downtime, in the order of {@link DowntimePart}
 */
record MigrationLine(
        int point,
        int repetition,
        long seed,
        String guest,
        String label,
        String outcome,
        String reason,
        long totalTimeNs,
        long downtimeNs,
        long expectedDowntimeNs,
        long downtimeLimitNs,
        List<Long> partsNs,
        List<Round> rounds) {
    /** A round, the last one included. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Round(
            long durationNs,
            long bytes,
            long pages,
            long skippedPages,
            long dirtiedPages,
            long pendingPages,
            int throttlePercent) {}
}
