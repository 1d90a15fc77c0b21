package org.pagurus.memory;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * CRC32C of pages in one stretch of memory, at the speed of the processor's instruction for it and
 * without an allocation per page. One thread.
 */
public final class PageChecksum {
    /** CRC32C of 4096 zero bytes. */
    public static final int ZERO_PAGE = 0x98f9_4189;

    /** A {@link ByteBuffer} spans less than 2 GiB. */
    private static final int VIEW_SHIFT = 30;

    private final ByteBuffer[] views;
    private final CRC32C crc = new CRC32C();

    public PageChecksum(MemorySegment memory) {
        long viewBytes = 1L << VIEW_SHIFT;
        int count = (int) ((memory.byteSize() + viewBytes - 1) >>> VIEW_SHIFT);
        views = new ByteBuffer[count];
        for (int i = 0; i < count; i++) {
            long start = i * viewBytes;
            views[i] =
                    memory.asSlice(start, Math.min(viewBytes, memory.byteSize() - start))
                            .asByteBuffer();
        }
    }

    /** The checksum of page {@code page} as it is now. */
    public int of(long page) {
        long offset = Page.offsetBytes(page);
        ByteBuffer view = views[(int) (offset >>> VIEW_SHIFT)];
        int start = (int) (offset & ((1L << VIEW_SHIFT) - 1));
        view.limit(start + Page.SIZE_BYTES).position(start);
        crc.reset();
        crc.update(view);
        return (int) crc.getValue();
    }
}
