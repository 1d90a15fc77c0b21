package org.pagurus.report;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a migration did.
 *
 * @param outcome how it ended
 * @param reason one line: why it ended so
 * @param memoryIdentical whether both memories were shown to be equal at the switchover; null when
 *     it was not completed
 * @param totalTimeNs from the start to the acknowledged completion, or to the end in another way; 0
 *     when the destination was never reached
 * @param downtimeNs pause at the source to resume at the destination, on both clocks less their
 *     offset; 0 when it was not completed
 * @param downtimeParts the downtime in its parts
 * @param expectedDowntimeNs the estimate before the pause; 0 when it never came to one
 * @param downtimeLimitNs the limit that was asked for
 * @param sufficientDowntimeLimitNs when the policy gave up: the limit that would have sufficed;
 *     else 0
 * @param totalBytes page frames with their headers
 * @param codecs all pages sent, by codec
 * @param memoryBytes the guest's memory
 * @param clockOffsetNs the destination's clock less the source's
 * @param roundTripNs the shortest round trip seen
 * @param resumes how often pre-copy went on after its connection was lost
 * @param awayNs how long the connection was away then, in all
 * @param rounds every round, the last one included, in order
 */
public record MigrationReport(
        Outcome outcome,
        String reason,
        @Nullable Boolean memoryIdentical,
        long totalTimeNs,
        long downtimeNs,
        DowntimeParts downtimeParts,
        long expectedDowntimeNs,
        long downtimeLimitNs,
        long sufficientDowntimeLimitNs,
        long totalBytes,
        CodecCounts codecs,
        long memoryBytes,
        long clockOffsetNs,
        long roundTripNs,
        int resumes,
        long awayNs,
        List<RoundStatistics> rounds) {
    public MigrationReport {
        requireNonNull(codecs, "codecs");
        rounds = List.copyOf(rounds);
    }
}
