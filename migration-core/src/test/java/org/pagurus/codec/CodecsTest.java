package org.pagurus.codec;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodecsTest {
    @ParameterizedTest
    @EnumSource
    void hasEachCodecUnderItsId(CodecId id) {
        PageCodec codec = new Codecs().of(id);
        assertTrue(codec == null || codec.id() == id);
    }
}
