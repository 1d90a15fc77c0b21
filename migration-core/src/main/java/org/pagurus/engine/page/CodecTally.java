package org.pagurus.engine.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.pagurus.codec.CodecId;
import org.pagurus.report.CodecCount;
import org.pagurus.report.CodecCounts;

/** Counts the pages of one stream's round by codec. Owner: as {@link PageSender}'s. */
final class CodecTally {
    private static final CodecId[] CODECS = CodecId.values();

    private final long[] pages = new long[CODECS.length];
    private final long[] bytes = new long[CODECS.length];

    void clear() {
        Arrays.fill(pages, 0);
        Arrays.fill(bytes, 0);
    }

    void page(CodecId codec, int bodyBytes) {
        pages[codec.ordinal()]++;
        bytes[codec.ordinal()] += bodyBytes;
    }

    /** The block of pages that are counted already. */
    void block(int blockBytes) {
        bytes[CodecId.WINDOW.ordinal()] += blockBytes;
    }

    CodecCounts counts() {
        List<CodecCount> counts = new ArrayList<>();
        for (CodecId codec : CODECS) {
            if (pages[codec.ordinal()] > 0) {
                counts.add(new CodecCount(codec, pages[codec.ordinal()], bytes[codec.ordinal()]));
            }
        }
        return new CodecCounts(counts);
    }
}
