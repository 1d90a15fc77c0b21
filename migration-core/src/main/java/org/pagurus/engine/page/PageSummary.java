package org.pagurus.engine.page;

/**
 * How the pages of a guest that migrates stand, in at most {@value #MAX_CELLS} cells.
 *
 * @param pages how many pages are in each {@link PageState}, by its ordinal
 * @param loggedPages of all pages, those marked in the dirty log: written since the last harvest
 * @param pagesPerCell pages of a cell, all next to each other; the last cell may have fewer
 * @param cells a byte a cell. Its low three bits are the {@linkplain PageState#number() number} of
 *     the state of its first page that is not dirty, or SENT where all are; the three above are the
 *     dirty pages' share of it in sevenths, rounded up
 */
public record PageSummary(long[] pages, long loggedPages, int pagesPerCell, byte[] cells) {
    public static final int MAX_CELLS = 4096;

    /** The most of a cell that is dirty. */
    static final int MAX_SHARE = 7;

    static final int SHARE_SHIFT = 3;

    /** How many pages are in this state. */
    public long pages(PageState state) {
        return pages[state.ordinal()];
    }
}
