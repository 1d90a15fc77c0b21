package org.pagurus.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A guest's memory: off-heap, zero at the start, in pages of {@value Page#SIZE_BYTES} bytes. */
public final class GuestMemory implements AutoCloseable {
    public static final long MAX_BYTES = 64L << 30;
    public static final long MAX_PAGES = MAX_BYTES >>> Page.SHIFT;

    private final Arena arena;
    private final MemorySegment segment;

    private GuestMemory(Arena arena, MemorySegment segment) {
        this.arena = arena;
        this.segment = segment;
    }

    /**
     * Memory of {@code sizeBytes}, all zero.
     *
     * @throws IllegalArgumentException when the size is not a positive multiple of the page size up
     *     to {@link #MAX_BYTES}
     */
    public static GuestMemory allocate(long sizeBytes) {
        if (sizeBytes <= 0 || sizeBytes > MAX_BYTES || (sizeBytes & (Page.SIZE_BYTES - 1)) != 0) {
            throw new IllegalArgumentException(
                    "memory size must be a multiple of 4096 bytes up to 64 GiB but is "
                            + sizeBytes);
        }
        Arena arena = Arena.ofShared();
        return new GuestMemory(arena, arena.allocate(sizeBytes, Page.SIZE_BYTES));
    }

    /** The whole memory; page {@code p} starts at byte {@code p * 4096}. */
    public MemorySegment segment() {
        return segment;
    }

    public long sizeBytes() {
        return segment.byteSize();
    }

    public long pageCount() {
        return Page.count(segment.byteSize());
    }

    /** Whether all bytes of the page are zero. */
    public boolean isZeroPage(long page) {
        long start = Page.offsetBytes(page);
        for (long offset = start; offset < start + Page.SIZE_BYTES; offset += Long.BYTES) {
            if (segment.get(ValueLayout.JAVA_LONG, offset) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Gives the memory back. Nothing may touch it afterwards. */
    @Override
    public void close() {
        arena.close();
    }
}
