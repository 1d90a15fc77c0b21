package org.pagurus.simulator.workload;

/**
 * Pages that are written alike. They lie evenly spread over a region, which other classes may
 * share. There are two ways to write, which may come together:
 *
 * <ul>
 *   <li>at random: every page is as likely as any other at any time, so that in a time in which
 *       each is written x times in the mean, {@code 1 - exp(-x)} of them are dirtied;
 *   <li>in a sweep, one page after the other: {@code min(1, x)} of them.
 * </ul>
 *
 * @param region where they lie
 * @param pages how many, more than 0, at most those of the region; not always a whole number
 * @param random writes to each page at random
 * @param sweep writes to each page by a sweep: how often it comes round
 * @param byClients whether clients have them written, so that it does not matter how much a guest
 *     that is not paused is throttled
 */
public record PageClass(
        PageRegion region, double pages, WriteRate random, WriteRate sweep, boolean byClients) {
    /** Pages that the guest's vCPUs write. */
    public PageClass(PageRegion region, double pages, WriteRate random, WriteRate sweep) {
        this(region, pages, random, sweep, false);
    }

    public PageClass {
        if (!(pages > 0 && pages <= region.pages())) {
            throw new IllegalArgumentException(
                    "pages: expected more than 0 and at most the region's "
                            + region.pages()
                            + " but found "
                            + pages);
        }
    }

    /**
     * All pages of a region, written at random.
     *
     * @param writesPerSecond to all of them together
     */
    public static PageClass random(PageRegion region, double writesPerSecond) {
        return random(region, region.pages(), writesPerSecond);
    }

    /**
     * Pages spread over a region, written at random.
     *
     * @param writesPerSecond to all of them together
     */
    public static PageClass random(PageRegion region, double pages, double writesPerSecond) {
        return new PageClass(
                region, pages, WriteRate.steady(writesPerSecond / pages), WriteRate.NONE);
    }

    /**
     * Pages spread over a region, which clients have written at random.
     *
     * @param writesPerSecond to all of them together
     */
    public static PageClass writtenByClients(
            PageRegion region, double pages, double writesPerSecond) {
        return new PageClass(
                region, pages, WriteRate.steady(writesPerSecond / pages), WriteRate.NONE, true);
    }

    /**
     * All pages of a region, swept.
     *
     * @param writesPerSecond to all of them together
     */
    public static PageClass sweep(PageRegion region, double writesPerSecond) {
        return new PageClass(
                region,
                region.pages(),
                WriteRate.NONE,
                WriteRate.steady(writesPerSecond / region.pages()));
    }

    /** All pages of a region, never written. */
    public static PageClass idle(PageRegion region) {
        return idle(region, region.pages());
    }

    /** Pages spread over a region, never written. */
    public static PageClass idle(PageRegion region, double pages) {
        return new PageClass(region, pages, WriteRate.NONE, WriteRate.NONE);
    }

    /** How many pages are dirtied between two running times, in the mean. */
    public double dirtiedPages(long fromNs, long toNs) {
        return pages * DirtyShare.of(random.writes(fromNs, toNs), sweep.writes(fromNs, toNs));
    }
}
