package org.pagurus.guest.traced;

import java.util.List;

/**
 * What a {@code trace.json} of format {@value TraceJson#FORMAT} says, as far as a replay needs it.
 *
 * @param name the guest that was traced
 * @param pageCount the pages of its memory image
 * @param baseFile the memory image, with its compressed size in bytes
 * @param intervals oldest first, at least one
 * @param finalSha256 of the image after all intervals, in lower-case hex
 */
record TraceDescription(
        String name,
        long pageCount,
        TraceFile baseFile,
        List<Interval> intervals,
        String finalSha256) {
    TraceDescription {
        intervals = List.copyOf(intervals);
    }

    record TraceFile(String name, long compressedBytes) {}

    /**
     * What changed between two snapshots.
     *
     * @param durationNs how long the guest ran between them
     * @param pagesChanged how many pages differ
     */
    record Interval(TraceFile file, long durationNs, int pagesChanged) {}
}
