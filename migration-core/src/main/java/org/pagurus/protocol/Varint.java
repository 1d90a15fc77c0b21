package org.pagurus.protocol;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Unsigned LEB128 numbers of up to 5 bytes (35 bits), as protobuf has them. */
final class Varint {
    static final int MAX_BYTES = 5;

    private Varint() {}

    /** Writes {@code value} and returns the offset behind it. */
    static long write(MemorySegment out, long offset, long value) {
        long rest = value;
        long at = offset;
        while (rest > 0x7f) {
            out.set(ValueLayout.JAVA_BYTE, at++, (byte) (rest | 0x80));
            rest >>>= 7;
        }
        out.set(ValueLayout.JAVA_BYTE, at++, (byte) rest);
        return at;
    }

    /** How many bytes {@code value} takes. */
    static int sizeBytes(long value) {
        return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
    }
}
