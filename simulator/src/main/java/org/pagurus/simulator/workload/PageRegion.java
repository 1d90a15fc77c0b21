package org.pagurus.simulator.workload;

/**
 * Pages in a row.
 *
 * @param firstPage its number, 0 or more
 * @param pages how many, 1 or more
 */
public record PageRegion(long firstPage, long pages) {
    public PageRegion {
        if (firstPage < 0 || pages < 1 || firstPage > Long.MAX_VALUE - pages) {
            throw new IllegalArgumentException(
                    "region: expected 1 page or more from 0 or more on but found "
                            + pages
                            + " from "
                            + firstPage
                            + " on");
        }
    }

    /** The number of the page behind the last. */
    public long endPage() {
        return firstPage + pages;
    }

    /** Whether all pages of another region are in this one. */
    public boolean contains(PageRegion other) {
        return firstPage <= other.firstPage && other.endPage() <= endPage();
    }
}
