package org.pagurus.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pagurus.codec.CodecId;

class CodecCountsTest {
    private static final CodecCounts ONE =
            new CodecCounts(
                    List.of(
                            new CodecCount(CodecId.RAW, 2, 8_192),
                            new CodecCount(CodecId.LZ4, 10, 5_000)));
    private static final CodecCounts OTHER =
            new CodecCounts(
                    List.of(
                            new CodecCount(CodecId.ZERO, 7, 0),
                            new CodecCount(CodecId.LZ4, 1, 96)));

    @Test
    void addsUpCodecByCodecInTheOrderOfTheirNumbers() {
        CodecCounts sum =
                new CodecCounts(
                        List.of(
                                new CodecCount(CodecId.RAW, 2, 8_192),
                                new CodecCount(CodecId.ZERO, 7, 0),
                                new CodecCount(CodecId.LZ4, 11, 5_096)));
        assertEquals(sum, ONE.plus(OTHER));
        assertEquals(sum, OTHER.plus(ONE));
        assertEquals(ONE, CodecCounts.NONE.plus(ONE));
    }

    @Test
    void saysWhatAllPagesTookAndSaved() {
        assertEquals(12, ONE.pages());
        assertEquals(13_192, ONE.bytes());
        assertEquals(12 * 4096 - 13_192, ONE.savedBytes());
        assertEquals(0, CodecCounts.NONE.savedBytes());
    }

    @Test
    void aBlockLongerThanItsPagesSavesLessThanNothing() {
        assertEquals(-9, new CodecCount(CodecId.WINDOW, 1, 4_105).savedBytes());
    }
}
