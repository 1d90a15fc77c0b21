package org.pagurus.memory.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * One thread's call of PAGEMAP_SCAN ({@code <linux/fs.h>}, Linux 6.7): finds the written pages of a
 * range of write-protected memory, at most {@link #MAX_REGIONS} regions at a time. The argument,
 * the regions and {@code errno} lie in native memory that is allocated once.
 *
 * <pre>
 * scan.range(startAddress, endAddress, clear);
 * do {
 *     int regions = scan.next(pagemapFd);
 *     ... regionStart(i), regionEnd(i) for i &lt; regions
 * } while (!scan.finished());
 * </pre>
 */
final class PagemapScan {
    /** The kernel's own buffer holds 512 regions; more of them at once save only the entry. */
    static final int MAX_REGIONS = 512;

    /**
     * The most of the range that one call goes through, 1 to 2 ms where nothing was written: the
     * kernel holds the process's memory map locked meanwhile.
     */
    static final long MAX_CALL_BYTES = 4L << 30;

    private static final long PAGEMAP_SCAN = 0xc0606610L;
    private static final long PM_SCAN_WP_MATCHING = 1;
    private static final long PM_SCAN_CHECK_WPASYNC = 2;
    private static final long PAGE_IS_WRITTEN = 2;

    // struct pm_scan_arg: offsets in bytes.
    private static final long SIZE = 0;
    private static final long FLAGS = 8;
    private static final long START = 16;
    private static final long END = 24;
    private static final long WALK_END = 32;
    private static final long VEC = 40;
    private static final long VEC_LEN = 48;
    private static final long CATEGORY_MASK = 72;
    private static final long RETURN_MASK = 88;
    private static final long ARGUMENT_BYTES = 96;

    // struct page_region: start, end, categories.
    private static final long REGION_BYTES = 24;

    private final Libc libc;
    private final MemorySegment argument;
    private final MemorySegment regions;

    /** Where the next call starts and where the last one ends; owned by the thread that scans. */
    private long nextAddress;

    private long endAddress;

    PagemapScan(Arena arena) {
        this.libc = new Libc(arena);
        this.argument = arena.allocate(ARGUMENT_BYTES, Long.BYTES);
        this.regions = arena.allocate(MAX_REGIONS * REGION_BYTES, Long.BYTES);
        argument.set(JAVA_LONG, SIZE, ARGUMENT_BYTES);
        argument.set(JAVA_LONG, VEC, regions.address());
        argument.set(JAVA_LONG, VEC_LEN, MAX_REGIONS);
        argument.set(JAVA_LONG, CATEGORY_MASK, PAGE_IS_WRITTEN);
        argument.set(JAVA_LONG, RETURN_MASK, PAGE_IS_WRITTEN);
    }

    /**
     * Sets the range that the next calls go through.
     *
     * @param clear whether each page found is protected again, in the same step; the kernel then
     *     refuses memory that is not under asynchronous write-protection
     */
    void range(long startAddress, long endAddress, boolean clear) {
        argument.set(JAVA_LONG, FLAGS, clear ? PM_SCAN_WP_MATCHING | PM_SCAN_CHECK_WPASYNC : 0);
        this.nextAddress = startAddress;
        this.endAddress = endAddress;
    }

    /**
     * Goes on until the regions are full, or {@link #MAX_CALL_BYTES} or the range are at their end.
     *
     * @return how many regions were found
     */
    int next(int pagemapFd) {
        long callEnd = Math.min(endAddress, nextAddress + MAX_CALL_BYTES);
        argument.set(JAVA_LONG, START, nextAddress);
        argument.set(JAVA_LONG, END, callEnd);
        argument.set(JAVA_LONG, WALK_END, 0);
        int count = libc.ioctl(pagemapFd, "PAGEMAP_SCAN", PAGEMAP_SCAN, argument);
        long reached = argument.get(JAVA_LONG, WALK_END);
        if (count > MAX_REGIONS || reached <= nextAddress || reached > callEnd) {
            throw new IllegalStateException(
                    "PAGEMAP_SCAN from %#x to %#x gave %d regions and went up to %#x"
                            .formatted(nextAddress, callEnd, count, reached));
        }
        nextAddress = reached;
        return count;
    }

    boolean finished() {
        return nextAddress == endAddress;
    }

    /** The address at which region {@code index} of the last call starts. */
    long regionStart(int index) {
        return regions.get(JAVA_LONG, index * REGION_BYTES);
    }

    /** The address after region {@code index} of the last call. */
    long regionEnd(int index) {
        return regions.get(JAVA_LONG, index * REGION_BYTES + Long.BYTES);
    }
}
