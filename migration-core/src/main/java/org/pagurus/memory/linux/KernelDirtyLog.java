package org.pagurus.memory.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;
import org.pagurus.memory.DirtyLog;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;
import org.pagurus.memory.PageBitmap;

/**
 * The dirty log that the kernel keeps: every page is write-protected through userfaultfd in its
 * asynchronous mode, the first write to a page drops its protection, and PAGEMAP_SCAN reports the
 * pages without it and protects them again in one step. It sees the writes of every thread and of
 * the kernel itself (a {@code read} into guest memory), and the writers need not help.
 *
 * <p>Harvest, then read holds because a scan flushes the processors' translations of the pages that
 * it protects before it returns: a write that still went through the old translation is in memory
 * when the harvester reads, and a later one is reported next time.
 *
 * <p>While it is started the log holds two file descriptors. Memory that is in huge pages is told
 * by small ones too: the kernel splits a huge page on its first write; from the start on no new
 * ones are made. Starting takes 8 bytes of page table for each page that is not in a huge one. Stop
 * it before the memory is closed. Errors of the kernel are {@link LinuxCallException}s; after one
 * from {@link #harvest} marks may be lost, so the log must be started again.
 */
public final class KernelDirtyLog implements DirtyLog {
    private static final String PAGEMAP = "/proc/self/pagemap";

    /** About 4 ms of work where every small page was touched, less otherwise. */
    private static final long MAX_PROTECT_BYTES = 256L << 20;

    private final GuestMemory memory;
    private final long baseAddress;

    /**
     * Each scanning thread's own argument and result memory, so that peeks neither wait for each
     * other nor allocate. It is given back when the thread or this log is collected.
     */
    private final ThreadLocal<PagemapScan> scans =
            ThreadLocal.withInitial(() -> new PagemapScan(Arena.ofAuto()));

    /** Scans hold it for reading, so that no descriptor is closed, and reused, under them. */
    private final StampedLock lock = new StampedLock();

    /** Null while stopped. Guarded by {@link #lock}. */
    private @Nullable Watch watch;

    /**
     * A log that is not started.
     *
     * @param memory memory from {@link GuestMemory#allocate}
     */
    public KernelDirtyLog(GuestMemory memory) {
        this.memory = memory;
        this.baseAddress = memory.segment().address();
    }

    /**
     * Why the kernel's log cannot be used by this process, in one line; empty where it can. Tries
     * it on one page of memory.
     */
    public static Optional<String> unavailable() {
        if (!Libc.isLinux()) {
            return Optional.of("this is " + System.getProperty("os.name") + ", not Linux");
        }
        int pageSizeBytes = Libc.pageSizeBytes();
        if (pageSizeBytes != Page.SIZE_BYTES) {
            return Optional.of("the kernel's pages have " + pageSizeBytes + " bytes, not 4096");
        }
        try (GuestMemory memory = GuestMemory.allocate(Page.SIZE_BYTES)) {
            return tryOut(memory);
        } catch (LinuxCallException e) {
            String hint =
                    e.errno() == Libc.EINVAL || e.errno() == Libc.ENOTTY
                            ? "; it needs Linux 6.7"
                            : "";
            return Optional.of(e.getMessage() + hint);
        } catch (UnsupportedOperationException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> tryOut(GuestMemory memory) {
        KernelDirtyLog log = new KernelDirtyLog(memory);
        PageBitmap dirty = new PageBitmap(1);
        log.start();
        try {
            long before = log.harvest(dirty);
            memory.segment().set(ValueLayout.JAVA_BYTE, 0, (byte) 1);
            long after = log.harvest(dirty);
            return before == 0 && after == 1
                    ? Optional.empty()
                    : Optional.of(
                            "the kernel reported "
                                    + before
                                    + " pages before and "
                                    + after
                                    + " after one was written");
        } finally {
            log.stop();
        }
    }

    @Override
    public void start() {
        long stamp = lock.writeLock();
        try {
            if (watch != null) {
                throw new IllegalStateException("dirty log is already started");
            }
            watch = Watch.open(memory.segment());
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    @Override
    public long harvest(PageBitmap dirty) {
        if (dirty.pageCount() != memory.pageCount()) {
            throw new IllegalArgumentException(
                    "bitmap of "
                            + dirty.pageCount()
                            + " pages for memory of "
                            + memory.pageCount());
        }
        long stamp = lock.readLock();
        try {
            Watch started = watch;
            if (started == null) {
                throw new IllegalStateException("dirty log is not started");
            }
            return harvest(started, dirty);
        } finally {
            lock.unlockRead(stamp);
        }
    }

    private long harvest(Watch started, PageBitmap dirty) {
        PagemapScan scan = scans.get();
        scan.range(baseAddress, baseAddress + memory.sizeBytes(), true);
        long pages = 0;
        do {
            int regions = scan.next(started.pagemapFd);
            for (int i = 0; i < regions; i++) {
                long first = Page.number(scan.regionStart(i) - baseAddress);
                long end = Page.number(scan.regionEnd(i) - baseAddress);
                dirty.setRange(first, end);
                pages += end - first;
            }
        } while (!scan.finished());
        return pages;
    }

    @Override
    public void peek(int firstWord, long[] marks) {
        Arrays.fill(marks, 0);
        long firstPage = (long) firstWord << 6;
        if (firstWord < 0) {
            throw new IndexOutOfBoundsException("first word " + firstWord);
        }
        long endPage = Math.min(firstPage + ((long) marks.length << 6), memory.pageCount());
        if (firstPage >= endPage) {
            return;
        }
        long stamp = lock.readLock();
        try {
            Watch started = watch;
            if (started != null) {
                peek(started, firstPage, endPage, marks);
            }
        } finally {
            lock.unlockRead(stamp);
        }
    }

    private void peek(Watch started, long firstPage, long endPage, long[] marks) {
        PagemapScan scan = scans.get();
        long firstAddress = baseAddress + Page.offsetBytes(firstPage);
        scan.range(firstAddress, baseAddress + Page.offsetBytes(endPage), false);
        do {
            int regions = scan.next(started.pagemapFd);
            for (int i = 0; i < regions; i++) {
                long end = Page.number(scan.regionEnd(i) - firstAddress);
                for (long p = Page.number(scan.regionStart(i) - firstAddress); p < end; p++) {
                    marks[(int) (p >>> 6)] |= 1L << p;
                }
            }
        } while (!scan.finished());
    }

    @Override
    public void stop() {
        long stamp = lock.writeLock();
        try {
            if (watch != null) {
                watch.close();
                watch = null;
            }
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    /** What is open while the log is started. */
    private record Watch(Userfaultfd userfaultfd, int pagemapFd) implements AutoCloseable {
        static Watch open(MemorySegment memory) {
            AnonymousMapping.adviseHugePages(memory, false);
            Userfaultfd userfaultfd = Userfaultfd.open();
            try {
                userfaultfd.register(memory.address(), memory.byteSize());
                protect(userfaultfd, memory.address(), memory.byteSize());
                return new Watch(userfaultfd, openPagemap());
            } catch (RuntimeException e) {
                userfaultfd.close();
                throw e;
            }
        }

        /** A part at a time, as the kernel holds the process's memory map locked in each call. */
        private static void protect(Userfaultfd userfaultfd, long address, long sizeBytes) {
            for (long done = 0; done < sizeBytes; done += MAX_PROTECT_BYTES) {
                userfaultfd.writeProtect(
                        address + done, Math.min(MAX_PROTECT_BYTES, sizeBytes - done));
            }
        }

        private static int openPagemap() {
            try (Arena arena = Arena.ofConfined()) {
                return new Libc(arena).open(PAGEMAP, Libc.O_RDONLY | Libc.O_CLOEXEC);
            }
        }

        @Override
        public void close() {
            try (Arena arena = Arena.ofConfined()) {
                new Libc(arena).close(pagemapFd);
            } finally {
                userfaultfd.close();
            }
        }
    }
}
