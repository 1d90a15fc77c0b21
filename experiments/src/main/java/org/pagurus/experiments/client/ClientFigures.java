package org.pagurus.experiments.client;

import org.jspecify.annotations.Nullable;

/**
 * What a client of the guest saw.
 *
 * @param answeredRequests requests that got their answer, each counted once
 * @param retransmissions requests sent again because no answer came in time
 * @param acknowledgedWrites writes that the guest acknowledged
 * @param lostAcknowledgedWrites of these, those that it did not have any more
 * @param anomalies answers that no single guest that loses nothing can give, lost writes included
 * @param networkDowntimeNs last reply from the source to first reply from the destination; 0 when
 *     the guest stayed
 * @param longestGapNs the longest time between two replies of the guest in one place
 * @param ping what a ping beside it saw, where there was one
 */
public record ClientFigures(
        long answeredRequests,
        long retransmissions,
        long acknowledgedWrites,
        long lostAcknowledgedWrites,
        long anomalies,
        long networkDowntimeNs,
        long longestGapNs,
        @Nullable PingFigures ping) {}
