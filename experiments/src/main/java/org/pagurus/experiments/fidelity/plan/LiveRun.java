package org.pagurus.experiments.fidelity.plan;

import com.fasterxml.jackson.databind.JsonNode;
import org.pagurus.experiments.plan.Priority;

/**
 * What a migration between two processes took.
 *
 * @param lostNs running time that throttling took from the guest
 */
public record LiveRun(long downtimeNs, long totalTimeNs, long totalBytes, long lostNs) {
    private static final int PERCENT = 100;

    static LiveRun of(JsonNode report) {
        long lostNs = 0;
        for (JsonNode round : report.path("rounds")) {
            lostNs +=
                    round.path("durationNs").asLong()
                            / PERCENT
                            * round.path("throttlePercent").asLong();
        }
        return new LiveRun(
                report.path("downtimeNs").asLong(),
                report.path("totalTimeNs").asLong(),
                report.path("totalBytes").asLong(),
                lostNs);
    }

    double get(Priority priority) {
        return switch (priority) {
            case DOWNTIME -> downtimeNs;
            case TRAFFIC -> totalBytes;
            case SLOWDOWN -> lostNs;
        };
    }
}
