package org.pagurus.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CodecIdTest {
    @Test
    void zeroIsInvalidOnTheWire() {
        assertNull(CodecId.ofWire(0));
        assertNull(CodecId.ofWire(255));
    }

    @Test
    void everyCodecHasANumberOfItsOwn() {
        for (CodecId id : CodecId.values()) {
            assertTrue(id.wire() > 0 && id.wire() < 256);
            assertEquals(id, CodecId.ofWire(id.wire()));
        }
    }
}
