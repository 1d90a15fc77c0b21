package org.pagurus.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.pagurus.memory.linux.AnonymousMapping;
import org.pagurus.memory.linux.Libc;

/**
 * A guest's memory: off-heap, zero at the start, in pages of {@value Page#SIZE_BYTES} bytes. On
 * Linux it is a mapping of its own, and a page takes room only once it is touched.
 */
public final class GuestMemory implements AutoCloseable {
    public static final long MAX_BYTES = 64L << 30;
    public static final long MAX_PAGES = MAX_BYTES >>> Page.SHIFT;

    private final MemorySegment segment;
    private final Runnable giveBack;

    private GuestMemory(MemorySegment segment, Runnable giveBack) {
        this.segment = segment;
        this.giveBack = giveBack;
    }

    /**
     * Memory of {@code sizeBytes}, all zero.
     *
     * @throws IllegalArgumentException when the size is not a positive multiple of the page size up
     *     to {@link #MAX_BYTES}
     * @throws org.pagurus.memory.linux.LinuxCallException when Linux has no room for the mapping
     */
    public static GuestMemory allocate(long sizeBytes) {
        checkSize(sizeBytes);
        Arena arena = Arena.ofShared();
        try {
            MemorySegment segment =
                    Libc.isLinux()
                            ? AnonymousMapping.map(arena, sizeBytes)
                            : arena.allocate(sizeBytes, Page.SIZE_BYTES);
            return of(arena, segment);
        } catch (RuntimeException | Error e) {
            arena.close();
            throw e;
        }
    }

    /** Zeroed memory that somebody else has mapped; closing it closes the arena. */
    static GuestMemory of(Arena arena, MemorySegment segment) {
        return of(segment, arena::close);
    }

    /** Zeroed memory that somebody else has; closing it gives it back. */
    static GuestMemory of(MemorySegment segment, Runnable giveBack) {
        return new GuestMemory(segment, giveBack);
    }

    static void checkSize(long sizeBytes) {
        if (sizeBytes <= 0 || sizeBytes > MAX_BYTES || (sizeBytes & (Page.SIZE_BYTES - 1)) != 0) {
            throw new IllegalArgumentException(
                    "memory size must be a multiple of 4096 bytes up to 64 GiB but is "
                            + sizeBytes);
        }
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

    /**
     * Asks for huge pages, or for none, where memory is touched for the first time from now on.
     * Huge pages take fewer faults to fill, but each may make the kernel look for 2 MiB in one
     * piece, so measure before asking. The kernel's dirty log asks for none when it starts.
     *
     * @return whether the host took the advice; it is never needed
     */
    public boolean adviseHugePages(boolean wanted) {
        return Libc.isLinux() && AnonymousMapping.adviseHugePages(segment, wanted);
    }

    /** Whether every byte of a page is zero. A page that was never touched stays without room. */
    public boolean isZeroPage(long page) {
        long start = Page.offsetBytes(page);
        // A cache line at a time: wide enough for the JIT, and a page that is not zero says so
        // soon.
        for (int i = 0; i < Page.SIZE_BYTES; i += 64) {
            long offset = start + i;
            long bits =
                    segment.get(ValueLayout.JAVA_LONG, offset)
                            | segment.get(ValueLayout.JAVA_LONG, offset + 8)
                            | segment.get(ValueLayout.JAVA_LONG, offset + 16)
                            | segment.get(ValueLayout.JAVA_LONG, offset + 24)
                            | segment.get(ValueLayout.JAVA_LONG, offset + 32)
                            | segment.get(ValueLayout.JAVA_LONG, offset + 40)
                            | segment.get(ValueLayout.JAVA_LONG, offset + 48)
                            | segment.get(ValueLayout.JAVA_LONG, offset + 56);
            if (bits != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Writes zero to every byte of a page. Where it may be zero already, look first: this is a
     * store.
     */
    public void clearPage(long page) {
        segment.asSlice(Page.offsetBytes(page), Page.SIZE_BYTES).fill((byte) 0);
    }

    /** Gives the memory back. Nothing may touch it afterwards. */
    @Override
    public void close() {
        giveBack.run();
    }
}
