package org.pagurus.engine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;

/** Compares memories byte by byte, so that no checksum can hide a difference. */
final class Memories {
    private Memories() {}

    static byte[] copy(GuestMemory memory) {
        return memory.segment().toArray(ValueLayout.JAVA_BYTE);
    }

    static void assertSame(byte[] expected, GuestMemory actual) {
        long offset = MemorySegment.ofArray(expected).mismatch(actual.segment());
        if (offset >= 0) {
            throw new AssertionError(
                    "memories differ at page " + Page.number(offset) + ", byte " + offset);
        }
    }
}
