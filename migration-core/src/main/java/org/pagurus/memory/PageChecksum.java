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

    private final MemorySegment.Scope scope;
    private final ByteBuffer[] views;
    private final CRC32C crc = new CRC32C();

    /**
     * For a memory that outlives this object's last use.
     *
     * <p>A view that held the memory's arena would count its users up and down for each page, and
     * streams on several threads would fight over that one counter. So the views are raw addresses,
     * and whoever closes the memory must have ended the streams before, as the drivers do; that the
     * memory is open is looked at first all the same.
     */
    // Restricted: the range is the given segment's.
    @SuppressWarnings("restricted")
    public PageChecksum(MemorySegment memory) {
        scope = memory.scope();
        MemorySegment unscoped =
                MemorySegment.ofAddress(memory.address()).reinterpret(memory.byteSize());
        long viewBytes = 1L << VIEW_SHIFT;
        int count = (int) ((memory.byteSize() + viewBytes - 1) >>> VIEW_SHIFT);
        views = new ByteBuffer[count];
        for (int i = 0; i < count; i++) {
            long start = i * viewBytes;
            views[i] =
                    unscoped.asSlice(start, Math.min(viewBytes, memory.byteSize() - start))
                            .asByteBuffer();
        }
    }

    /** The checksum of page {@code page} as it is now. */
    public int of(long page) {
        return at(Page.offsetBytes(page));
    }

    /**
     * The checksum of the 4096 bytes from {@code offset} on, which lie in one GiB of the memory.
     */
    public int at(long offset) {
        if (!scope.isAlive()) {
            throw new IllegalStateException("the memory is closed");
        }
        ByteBuffer view = views[(int) (offset >>> VIEW_SHIFT)];
        int start = (int) (offset & ((1L << VIEW_SHIFT) - 1));
        view.limit(start + Page.SIZE_BYTES).position(start);
        crc.reset();
        crc.update(view);
        return (int) crc.getValue();
    }
}
