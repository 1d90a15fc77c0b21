package org.pagurus.simulator.fluid;

import java.util.ArrayList;
import java.util.List;
import org.pagurus.codec.CodecId;
import org.pagurus.report.CodecCount;
import org.pagurus.report.CodecCounts;
import org.pagurus.report.RoundStatistics;

/** What a round does, in means, which need not be whole. */
final class RoundTally {
    private static final CodecId[] CODECS = CodecId.values();

    double pages;
    double skippedPages;
    long bytes;

    double dirtiedPages;
    double repeatedPages;
    double pendingPages;

    private final double[] codecPages = new double[CODECS.length];
    private final double[] codecBytes = new double[CODECS.length];

    /** A bit for each codec with pages. */
    private int used;

    /** For a round that begins. */
    void clear() {
        pages = 0;
        skippedPages = 0;
        bytes = 0;
        dirtiedPages = 0;
        repeatedPages = 0;
        pendingPages = 0;
        for (int left = used; left != 0; left &= left - 1) {
            int codec = Integer.numberOfTrailingZeros(left);
            codecPages[codec] = 0;
            codecBytes[codec] = 0;
        }
        used = 0;
    }

    void add(CodecId codec, double addedPages, double addedBytes) {
        used |= 1 << codec.ordinal();
        codecPages[codec.ordinal()] += addedPages;
        codecBytes[codec.ordinal()] += addedBytes;
    }

    RoundStatistics statistics(int round, long durationNs, int throttlePercent) {
        return new RoundStatistics(
                round,
                Math.round(pages),
                Math.round(codecPages[CodecId.ZERO.ordinal()]),
                bytes,
                durationNs,
                Math.round(skippedPages),
                Math.round(dirtiedPages),
                Math.round(repeatedPages),
                Math.round(pendingPages),
                throttlePercent,
                codecs());
    }

    private CodecCounts codecs() {
        List<CodecCount> counts = new ArrayList<>(2);
        for (int left = used; left != 0; left &= left - 1) {
            int codec = Integer.numberOfTrailingZeros(left);
            long whole = Math.round(codecPages[codec]);
            if (whole > 0) {
                counts.add(new CodecCount(CODECS[codec], whole, Math.round(codecBytes[codec])));
            }
        }
        return counts.isEmpty() ? CodecCounts.NONE : new CodecCounts(counts);
    }
}
