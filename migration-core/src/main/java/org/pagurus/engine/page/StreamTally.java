package org.pagurus.engine.page;

import org.pagurus.report.CodecCounts;

/**
 * What one stream sent in one round.
 *
 * @param pages pages sent, those that were sent again with them
 * @param lostPages of these, pages in frames that a lost connection has kept from arriving
 * @param zeroPages of these, pages that were all zero
 * @param bytes frames with their headers
 * @param skippedPages pages left out because they were dirty again when their turn came
 * @param codecs the pages sent, by codec
 */
public record StreamTally(
        long pages,
        long lostPages,
        long zeroPages,
        long bytes,
        long skippedPages,
        CodecCounts codecs) {
    public static final StreamTally NONE = new StreamTally(0, 0, 0, 0, 0, CodecCounts.NONE);

    /** Pages that have arrived, or are on their way, each counted once. */
    public long arrivingPages() {
        return pages - lostPages;
    }

    public StreamTally plus(StreamTally other) {
        return new StreamTally(
                pages + other.pages,
                lostPages + other.lostPages,
                zeroPages + other.zeroPages,
                bytes + other.bytes,
                skippedPages + other.skippedPages,
                codecs.plus(other.codecs));
    }
}
