package org.pagurus.protocol;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Gathers what a frame's checksum covers: the header, and each page's number and content checksum.
 * One thread.
 */
final class FrameChecksum {
    private static final int HEADER_COVERED_BYTES =
            PageFrame.CHECKSUM_OFFSET - PageFrame.TYPE_OFFSET;
    private static final int PAGE_COVERED_BYTES = Long.BYTES + Integer.BYTES;
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] covered =
            new byte[HEADER_COVERED_BYTES + PageFrame.MAX_PAGES * PAGE_COVERED_BYTES];
    private final CRC32C crc = new CRC32C();
    private int end = HEADER_COVERED_BYTES;

    /** Forgets the pages. */
    void begin() {
        end = HEADER_COVERED_BYTES;
    }

    void page(long number, int contentChecksum) {
        LONG.set(covered, end, number);
        INT.set(covered, end + Long.BYTES, contentChecksum);
        end += PAGE_COVERED_BYTES;
    }

    /** Keeps what is covered of a header; it may be written over afterwards. */
    void header(MemorySegment frame) {
        MemorySegment.copy(
                frame,
                PageFrame.TYPE_OFFSET,
                MemorySegment.ofArray(covered),
                0,
                HEADER_COVERED_BYTES);
    }

    int value() {
        crc.reset();
        crc.update(covered, 0, end);
        return (int) crc.getValue();
    }
}
