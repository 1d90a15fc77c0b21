package org.pagurus.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodecsTest {
    @ParameterizedTest
    @EnumSource(names = {"RAW", "ZERO", "SPARSE", "WKDM", "LZ4", "ZSTD"})
    void hasEachPageCodecUnderItsId(CodecId id) {
        try (Codecs codecs = new Codecs()) {
            assertEquals(id, codecs.ofPage(id).id());
            assertThrows(IllegalArgumentException.class, () -> codecs.ofDelta(id));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"XBZRLE", "PREFIX"})
    void hasEachDeltaCodecUnderItsId(CodecId id) {
        try (Codecs codecs = new Codecs()) {
            assertEquals(id, codecs.ofDelta(id).id());
            assertThrows(IllegalArgumentException.class, () -> codecs.ofPage(id));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WINDOW", "DUPLICATE", "UNCHANGED"})
    void whatNeedsMoreThanItsBytesIsNoCodecOfOnePage(CodecId id) {
        try (Codecs codecs = new Codecs()) {
            assertThrows(IllegalArgumentException.class, () -> codecs.ofPage(id));
            assertThrows(IllegalArgumentException.class, () -> codecs.ofDelta(id));
        }
    }
}
