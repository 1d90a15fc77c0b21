package org.pagurus.memory;

/**
 * The guest's record of the pages written since the last harvest.
 *
 * <p>The order that keeps every write: <em>harvest, then read</em>. A page's mark is cleared before
 * the page is read, so a write that comes in between is reported by the next harvest. Marks may be
 * reported for pages whose content did not change; a changed page is never left out.
 *
 * <p>{@code start}, {@code harvest} and {@code stop} are called by one thread at a time; {@code
 * peek} by any.
 */
public interface DirtyLog {
    /** Starts logging with no page marked. Writes before this call are not reported. */
    void start();

    /**
     * Reads and clears the marks, as one step for each page.
     *
     * @param dirty receives the marked pages; pages already in it stay
     * @return how many marked pages were read
     */
    long harvest(PageBitmap dirty);

    /**
     * Reads the marks of a stretch of pages without clearing them.
     *
     * @param firstWord where the stretch starts: page {@code 64 * firstWord}
     * @param marks receives the marks: bit {@code p & 63} of {@code marks[i]} is page {@code 64 *
     *     (firstWord + i) + p}; words past the last page become 0
     */
    void peek(int firstWord, long[] marks);

    /** Stops logging and drops the marks. Harmless when not started. */
    void stop();
}
