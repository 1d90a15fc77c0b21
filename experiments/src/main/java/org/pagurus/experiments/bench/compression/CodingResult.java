package org.pagurus.experiments.bench.compression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one coding gave for one image: the figures of the run whose delivery time is in the middle.
 *
 * @param coding as a person names it
 * @param learnedAt the link that the coding went by; null when it does not look at the link
 * @param wireBytes of all frames, heads and ends of rounds included
 * @param encodeNs CPU time of the source: finding zero pages, copies, checksums, codecs, frames
 * @param decodeNs CPU time of the destination
 * @param deliveries by link; only of {@code learnedAt} where that is known
 * @param pages by class and codec
 * @param intervalBytes of the frames of each interval, in the last run
 */
public record CodingResult(
        String coding,
        @Nullable LinkRate learnedAt,
        long wireBytes,
        long encodeNs,
        long decodeNs,
        List<Delivery> deliveries,
        List<PageShare> pages,
        List<Long> intervalBytes) {
    public CodingResult {
        deliveries = List.copyOf(deliveries);
        pages = List.copyOf(pages);
        intervalBytes = List.copyOf(intervalBytes);
    }

    /** The coding, and the link that it went by: {@code adaptive @1G}. */
    public String label() {
        return learnedAt == null ? coding : coding + " @" + learnedAt.label();
    }

    public long allIntervalBytes() {
        return intervalBytes.stream().mapToLong(Long::longValue).sum();
    }
}
