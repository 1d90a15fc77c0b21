package org.pagurus.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The dirty log that the writers keep: one bit a page, set by {@link #mark} after each store.
 *
 * <p>Marks made before {@link #start} or after {@link #stop} are dropped.
 */
public final class SoftwareDirtyLog implements DirtyLog, DirtyMarker {
    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

    private final long pageCount;

    /** Bit {@code p & 63} of word {@code p >>> 6} is page {@code p}. Only used through WORD. */
    private final long[] words;

    /** Written by start and stop, read by any thread. */
    private volatile boolean started;

    /** A log that is not started, for pages {@code 0 .. pageCount - 1}. */
    public SoftwareDirtyLog(long pageCount) {
        if (pageCount < 0 || pageCount > GuestMemory.MAX_PAGES) {
            throw new IllegalArgumentException(
                    "pageCount must be 0 to " + GuestMemory.MAX_PAGES + " but is " + pageCount);
        }
        this.pageCount = pageCount;
        this.words = new long[(int) ((pageCount + 63) >>> 6)];
    }

    /**
     * Always the atomic OR. To look first whether the bit is set already, or whether the log is
     * started, would be cheaper and wrong: a processor may do that load before the writer's store
     * is visible (store-load reordering). It would see the bit still set, the harvester would then
     * clear it and read the page without the store, and nothing would tell of the store again. The
     * atomic OR is a full fence between the two: either the harvester clears this mark, and then it
     * sees the store, or the mark is left for the next harvest.
     */
    @Override
    public void mark(long page) {
        if (page < 0 || page >= pageCount) {
            throw new IndexOutOfBoundsException("page " + page + " of " + pageCount);
        }
        WORD.getAndBitwiseOr(words, (int) (page >>> 6), 1L << page);
    }

    @Override
    public void start() {
        if (started) {
            throw new IllegalStateException("dirty log is already started");
        }
        // What was marked meanwhile goes here, not in mark(): see there.
        for (int i = 0; i < words.length; i++) {
            WORD.getAndSet(words, i, 0L);
        }
        started = true;
    }

    @Override
    public long harvest(PageBitmap dirty) {
        if (dirty.pageCount() != pageCount) {
            throw new IllegalArgumentException(
                    "bitmap of " + dirty.pageCount() + " pages for memory of " + pageCount);
        }
        if (!started) {
            throw new IllegalStateException("dirty log is not started");
        }
        long pages = 0;
        for (int i = 0; i < words.length; i++) {
            // Reading first spares the clean words an atomic write. A mark that it misses comes
            // later than this harvest.
            if ((long) WORD.getVolatile(words, i) != 0) {
                long marks = (long) WORD.getAndSet(words, i, 0L);
                dirty.orWord(i, marks);
                pages += Long.bitCount(marks);
            }
        }
        return pages;
    }

    @Override
    public void peek(int firstWord, long[] marks) {
        if (firstWord < 0) {
            throw new IndexOutOfBoundsException("first word " + firstWord);
        }
        boolean report = started;
        for (int i = 0; i < marks.length; i++) {
            long word = (long) firstWord + i;
            marks[i] =
                    report && word < words.length ? (long) WORD.getVolatile(words, (int) word) : 0;
        }
    }

    @Override
    public void stop() {
        started = false;
    }
}
