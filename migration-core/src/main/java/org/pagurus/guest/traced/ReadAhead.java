package org.pagurus.guest.traced;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.software.PauseGate;
import org.pagurus.memory.Page;

/**
 * The next changed pages of a trace, read before they are needed: one batch of {@link
 * PauseGate#MAX_BATCH_PAGES} at a time. Owned by one thread.
 */
final class ReadAhead {
    private final TraceDirectory trace;
    private final byte[] contents = new byte[PauseGate.MAX_BATCH_PAGES * Page.SIZE_BYTES];

    private @Nullable RecordReader reader;

    /** The batch holds the changes {@code first .. first + count - 1} of the interval. */
    private int interval = -1;

    private int first;
    private int count;

    ReadAhead(TraceDirectory trace) {
        this.trace = trace;
    }

    boolean holds(int wantedInterval, int change) {
        return interval == wantedInterval && change >= first && change < first + count;
    }

    /**
     * Makes the batch start with a change, unless it holds it.
     *
     * @param change less than the interval's changed pages
     */
    void seek(int wantedInterval, int change) throws GuestException {
        if (holds(wantedInterval, change)) {
            return;
        }
        if (interval != wantedInterval || change < first) {
            close();
            reader = trace.openInterval(wantedInterval);
            interval = wantedInterval;
        }
        // Records can only be read in order: whole batches go by.
        while (!holds(wantedInterval, change)) {
            fill();
        }
    }

    /** Copies the content of a change that the batch holds. */
    void copy(int change, MemorySegment memory, long page) {
        assert change >= first && change < first + count : change;
        MemorySegment.copy(
                contents,
                (change - first) * Page.SIZE_BYTES,
                memory,
                ValueLayout.JAVA_BYTE,
                Page.offsetBytes(page),
                Page.SIZE_BYTES);
    }

    void close() {
        if (reader != null) {
            reader.close();
        }
        reader = null;
        interval = -1;
        first = 0;
        count = 0;
    }

    private void fill() throws GuestException {
        if (reader == null) {
            throw new IllegalStateException("no interval is open");
        }
        first += count;
        count = 0;
        while (count < PauseGate.MAX_BATCH_PAGES
                && reader.next(contents, count * Page.SIZE_BYTES) >= 0) {
            count++;
        }
        if (count == 0) {
            throw new GuestException("trace " + trace.name() + " has changed since it was opened");
        }
    }
}
