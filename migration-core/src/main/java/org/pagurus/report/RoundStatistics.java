package org.pagurus.report;

import static java.util.Objects.requireNonNull;

/**
 * One pass over a dirty set.
 *
 * @param round 0 for the pass over all memory
 * @param pages pages sent
 * @param zeroPages of these, pages that were all zero
 * @param bytes bytes on the wire for them, frames and headers included
 * @param durationNs from the round's start to the destination's word that it has them all
 * @param skippedPages pages left out because they were dirty again when their turn came
 * @param dirtiedPages pages in the harvest at the round's end: written since the harvest before
 * @param repeatedPages of the dirtied pages, those that the harvest before had too: the writable
 *     working set
 * @param pendingPages pages that would have to be sent if the guest were paused now: dirtied or
 *     left for the end
 * @param throttlePercent how far the guest was slowed during the round
 * @param codecs the pages sent, by codec
 */
public record RoundStatistics(
        int round,
        long pages,
        long zeroPages,
        long bytes,
        long durationNs,
        long skippedPages,
        long dirtiedPages,
        long repeatedPages,
        long pendingPages,
        int throttlePercent,
        CodecCounts codecs) {
    public RoundStatistics {
        requireNonNull(codecs, "codecs");
    }
}
