package org.pagurus.engine.page;

import java.util.Arrays;
import org.pagurus.codec.CodecId;
import org.pagurus.memory.DirtyLog;
import org.pagurus.memory.PageBitmap;

/**
 * How each page of a guest that migrates stands: a byte a page, for as long as somebody watches.
 *
 * <p>A page's byte is written by its stream's thread, and by the engine's while no round is being
 * sent. {@link #summary} reads them from any one thread at a time, and may see what was a moment
 * ago: it is for people.
 */
public final class PageStates implements PageWatch {
    private static final PageState[] VALUES = PageState.values();
    private static final byte[] BY_CODEC = byCodec();

    /** Words of the dirty log that are read at a time: the marks of 256 MiB. */
    private static final int PEEKED_WORDS = 1024;

    private final DirtyLog dirtyLog;

    /** By page, the ordinal of its state as far as harvests tell. */
    private final byte[] states;

    /** Owner: the watching thread. */
    private final long[] marks = new long[PEEKED_WORDS];

    /**
     * For a migration that starts.
     *
     * @param pageCount of the guest
     */
    public PageStates(long pageCount, DirtyLog dirtyLog) {
        this.dirtyLog = dirtyLog;
        states = new byte[Math.toIntExact(pageCount)];
        Arrays.fill(states, (byte) PageState.PENDING.ordinal());
    }

    @Override
    public void sent(long page, CodecId codec) {
        states[(int) page] = BY_CODEC[codec.ordinal()];
    }

    @Override
    public void lost(long page) {
        states[(int) page] = (byte) PageState.PENDING.ordinal();
    }

    @Override
    public void harvested(PageBitmap dirty) {
        for (long page = dirty.next(0); page >= 0; page = dirty.next(page + 1)) {
            if (states[(int) page] != PageState.PENDING.ordinal()) {
                states[(int) page] = (byte) PageState.DIRTY.ordinal();
            }
        }
    }

    /**
     * How they stand now.
     *
     * @param mostCells 1 to {@value PageSummary#MAX_CELLS}
     */
    public PageSummary summary(int mostCells) {
        int pagesPerCell = Math.max(1, Math.ceilDiv(states.length, mostCells));
        byte[] cells = new byte[Math.ceilDiv(states.length, pagesPerCell)];
        long[] pages = new long[PageState.COUNT];
        long logged = 0;
        for (int cell = 0, page = 0; cell < cells.length; cell++) {
            int first = page;
            int end = (int) Math.min((long) page + pagesPerCell, states.length);
            int shown = PageState.SENT.ordinal();
            long dirtyBefore = pages[PageState.DIRTY.ordinal()];
            for (boolean found = false; page < end; page++) {
                boolean marked = isMarked(page);
                logged += marked ? 1 : 0;
                int state = marked ? stateOfMarked(page) : states[page];
                pages[state]++;
                if (!found && state != PageState.DIRTY.ordinal()) {
                    found = true;
                    shown = state;
                }
            }
            long dirty = pages[PageState.DIRTY.ordinal()] - dirtyBefore;
            cells[cell] = cell(shown, Math.ceilDiv(dirty * PageSummary.MAX_SHARE, end - first));
        }
        return new PageSummary(pages, logged, pagesPerCell, cells);
    }

    /** What was written before it was sent is sent in any case. */
    private int stateOfMarked(int page) {
        return states[page] == PageState.PENDING.ordinal()
                ? PageState.PENDING.ordinal()
                : PageState.DIRTY.ordinal();
    }

    /** Whether the dirty log has this page. Pages are asked for in order. */
    private boolean isMarked(int page) {
        int word = page / Long.SIZE;
        if (page % (PEEKED_WORDS * Long.SIZE) == 0) {
            dirtyLog.peek(word, marks);
        }
        return (marks[word % PEEKED_WORDS] & 1L << page) != 0;
    }

    private static byte cell(int state, long share) {
        return (byte) (share << PageSummary.SHARE_SHIFT | VALUES[state].number());
    }

    private static byte[] byCodec() {
        CodecId[] codecs = CodecId.values();
        byte[] ordinals = new byte[codecs.length];
        for (CodecId codec : codecs) {
            ordinals[codec.ordinal()] = (byte) PageState.of(codec).ordinal();
        }
        return ordinals;
    }
}
