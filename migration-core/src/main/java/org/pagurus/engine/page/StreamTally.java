package org.pagurus.engine.page;

/**
 * What one stream sent in one round.
 *
 * @param pages pages sent
 * @param zeroPages of these, pages that were all zero
 * @param bytes frames with their headers
 * @param skippedPages pages left out because they were dirty again when their turn came
 */
public record StreamTally(long pages, long zeroPages, long bytes, long skippedPages) {
    public static final StreamTally NONE = new StreamTally(0, 0, 0, 0);

    public StreamTally plus(StreamTally other) {
        return new StreamTally(
                pages + other.pages,
                zeroPages + other.zeroPages,
                bytes + other.bytes,
                skippedPages + other.skippedPages);
    }
}
