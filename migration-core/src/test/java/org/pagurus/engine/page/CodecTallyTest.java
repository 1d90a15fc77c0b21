package org.pagurus.engine.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pagurus.codec.CodecId;
import org.pagurus.codec.select.Coding;
import org.pagurus.codec.select.FixedSelector;
import org.pagurus.codec.select.MentioningSelector;
import org.pagurus.codec.select.PageSelector;
import org.pagurus.memory.Page;
import org.pagurus.memory.PageBitmap;
import org.pagurus.protocol.PageFrame;
import org.pagurus.report.CodecCount;
import org.pagurus.report.CodecCounts;

/** What senders say of the codecs that their pages went by. */
class CodecTallyTest {
    private static final long PAGES = 300;
    private static final long VERSIONS_BYTES = PAGES * Page.SIZE_BYTES;
    private static final int WINDOW_LOG = 20;

    /** A page's entry in a frame's table: its number, its codec and perhaps its length. */
    private static final int MIN_ENTRY_BYTES = 2;

    private static final int MAX_ENTRY_BYTES = 6;

    /** Every page of the round, every byte of the frames beside their heads. */
    @ParameterizedTest
    @EnumSource
    void accountsForAllPagesAndBytes(Coding coding) throws Exception {
        try (PagePair pair = pair(new FixedSelector(coding))) {
            for (int round = 0; round < 2; round++) {
                for (long page = 0; page < PAGES; page += 2) {
                    pair.write(page, page * 7 + 1 + round);
                }
                pair.log.harvest(new PageBitmap(PAGES));
                pair.round(round, pair.all(), false);
                StreamTally tally = pair.senders.getFirst().tally();
                CodecCounts codecs = tally.codecs();
                assertEquals(PAGES, codecs.pages());
                assertEquals(new CodecCount(CodecId.ZERO, PAGES / 2, 0), zero(codecs));
                assertEquals(tally.pages(), codecs.pages());
                long frames = (PAGES + PageFrame.MAX_PAGES - 1) / PageFrame.MAX_PAGES + 1;
                long tables = tally.bytes() - codecs.bytes() - frames * PageFrame.HEADER_BYTES;
                assertTrue(
                        tables >= PAGES * MIN_ENTRY_BYTES && tables <= PAGES * MAX_ENTRY_BYTES,
                        tally::toString);
            }
        }
    }

    @Test
    void countsWhatWasOnlyMentionedAndBeginsAnewInEachRound() throws Exception {
        try (PagePair pair = pair(new MentioningSelector())) {
            pair.write(0, 9);
            pair.write(1, 9); // the content of page 0
            pair.write(2, 8);
            PageBitmap dirty = new PageBitmap(PAGES);
            pair.log.harvest(dirty);
            pair.round(0, dirty, false);
            assertEquals(
                    counts(
                            new CodecCount(CodecId.RAW, 2, 2 * Page.SIZE_BYTES),
                            new CodecCount(CodecId.DUPLICATE, 1, 1)),
                    pair.senders.getFirst().tally().codecs());
            pair.round(1, dirty, false);
            assertEquals(
                    counts(new CodecCount(CodecId.UNCHANGED, 3, 0)),
                    pair.senders.getFirst().tally().codecs());
        }
    }

    /** The codec that a page went by, not the one that was tried. */
    @Test
    void countsAPageThatWasNotMadeSmallerAsRaw() throws Exception {
        try (PagePair pair = pair(new FixedSelector(Coding.SPARSE))) {
            pair.from.segment().asSlice(0, Page.SIZE_BYTES).fill((byte) 1);
            PageBitmap first = new PageBitmap(PAGES);
            first.set(0);
            pair.round(0, first, false);
            assertEquals(
                    counts(new CodecCount(CodecId.RAW, 1, Page.SIZE_BYTES)),
                    pair.senders.getFirst().tally().codecs());
        }
    }

    private static PagePair pair(PageSelector selector) {
        return new PagePair(
                PAGES,
                1,
                new Compression(
                        () -> selector, VERSIONS_BYTES, WINDOW_LOG, () -> 1, EncodingTime.NONE));
    }

    private static CodecCount zero(CodecCounts codecs) {
        return codecs.byCodec().stream()
                .filter(count -> count.codec() == CodecId.ZERO)
                .findFirst()
                .orElseThrow();
    }

    private static CodecCounts counts(CodecCount... counts) {
        return new CodecCounts(List.of(counts));
    }
}
