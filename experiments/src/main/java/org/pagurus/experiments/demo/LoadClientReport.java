package org.pagurus.experiments.demo;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a load client saw.
 *
 * @param answeredRequests requests that got their answer, each counted once
 * @param retransmissions datagrams sent again
 * @param acknowledgedWrites writes that the guest acknowledged
 * @param acknowledgedVersions key to the highest version acknowledged for it
 * @param generationChanges each time the guest moved, the first {@value ReplyTimeline#MAX_CHANGES}
 * @param longestGapNs the longest time between two replies of the same generation
 * @param lateReplies replies of an older generation to requests sent before the newer one was seen;
 *     they may have waited in the network
 * @param unusableDatagrams datagrams for the client that were no replies or did not fit its queue
 * @param lostWrites acknowledged writes found lost, each counted once
 * @param anomalyCount how many anomalies there were in all
 * @param anomalies the first {@value LoadClient#MAX_ANOMALIES} of them
 * @param failure why the client ended by itself, null unless it did
 */
public record LoadClientReport(
        long answeredRequests,
        long retransmissions,
        long acknowledgedWrites,
        Map<Long, Long> acknowledgedVersions,
        List<GenerationChange> generationChanges,
        long longestGapNs,
        long lateReplies,
        long unusableDatagrams,
        long lostWrites,
        long anomalyCount,
        List<Anomaly> anomalies,
        @Nullable String failure) {}
