package org.pagurus.convergence;

import java.util.List;
import org.pagurus.memory.Page;
import org.pagurus.report.RoundStatistics;

/**
 * How many bytes a page takes on the wire, learned from the rounds: a weighted mean in which each
 * round counts half as much as the round after it, and a round of fewer than {@value
 * #FULL_WEIGHT_PAGES} pages counts less in proportion. In round 0 the zero pages are left out:
 * memory that was never written is not what stop-and-copy sends.
 */
final class EncodedPageSize {
    /** With nothing sent yet a page is taken as raw, with this much of a frame's header. */
    static final int RAW_PAGE_BYTES = Page.SIZE_BYTES + 16;

    static final int FULL_WEIGHT_PAGES = 64;

    /** Older rounds would count less than one part in 256. */
    private static final int ROUNDS_LOOKED_AT = 8;

    private EncodedPageSize() {}

    /** The mean bytes per page; {@link #RAW_PAGE_BYTES} when no round sent a page. */
    static double meanBytes(List<RoundStatistics> rounds) {
        int oldest = Math.max(0, rounds.size() - ROUNDS_LOOKED_AT);
        double weights = 0;
        double weightedBytes = 0;
        double ageWeight = 1;
        for (int i = rounds.size() - 1; i >= oldest; i--, ageWeight /= 2) {
            RoundStatistics round = rounds.get(i);
            long pages = round.round() == 0 ? round.pages() - round.zeroPages() : round.pages();
            if (pages > 0) {
                double weight = ageWeight * Math.min(1.0, (double) pages / FULL_WEIGHT_PAGES);
                weights += weight;
                weightedBytes += weight * round.bytes() / pages;
            }
        }
        return weights > 0 ? weightedBytes / weights : RAW_PAGE_BYTES;
    }
}
