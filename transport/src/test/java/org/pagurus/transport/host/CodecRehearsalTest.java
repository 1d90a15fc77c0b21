package org.pagurus.transport.host;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import org.junit.jupiter.api.Test;

class CodecRehearsalTest {
    @Test
    void everyCodingIsUnderstoodByTheSameProcess() {
        assertDoesNotThrow(CodecRehearsal::run);
    }
}
