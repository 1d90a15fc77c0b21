package org.pagurus.simulator.cost;

import org.pagurus.engine.page.LinkRateLimit;
import org.pagurus.memory.Page;
import org.pagurus.protocol.PageFrame;

/**
 * What lies between a page's turn and its place at the destination, beside the link: cores that
 * threads share, wakes, frames that wait for their turn.
 *
 * @param sourceCores for the source's threads, more than 0; infinite where they are no bottleneck
 * @param destinationCores for the destination's
 * @param oneMachine whether both hosts share {@code sourceCores}
 * @param wakeNs until a thread that another wakes goes on, 0 or more
 * @param pagesAhead how many pages a stream encodes ahead of their turn on the link, 0 or more; 0
 *     where pages go in full and are read when the link has room
 * @param pagesPeeked how many pages a stream looks up in the dirty log at once, 0 or more; 0 for
 *     each by itself
 * @param limitBytesPerSecond the most that the source sends, whatever the link carries, or {@link
 *     LinkRateLimit#UNLIMITED}
 */
public record PagePipeline(
        double sourceCores,
        double destinationCores,
        boolean oneMachine,
        long wakeNs,
        int pagesAhead,
        int pagesPeeked,
        long limitBytesPerSecond) {
    /** Nothing lies between: a page is read at its very turn. */
    public static final PagePipeline NONE =
            new PagePipeline(
                    Double.POSITIVE_INFINITY,
                    Double.POSITIVE_INFINITY,
                    false,
                    0,
                    0,
                    0,
                    LinkRateLimit.UNLIMITED);

    public PagePipeline {
        requireCores(sourceCores, "sourceCores");
        requireCores(destinationCores, "destinationCores");
        PageCost.requireNotNegative(wakeNs, "wakeNs");
        PageCost.requireNotNegative(pagesAhead, "pagesAhead");
        PageCost.requireNotNegative(pagesPeeked, "pagesPeeked");
        PageCost.requireNotNegative(limitBytesPerSecond, "limitBytesPerSecond");
    }

    /** Two hosts with a machine each, as the drivers read and encode pages. */
    public static PagePipeline ofHosts(double cores, long wakeNs, int framesAhead) {
        return new PagePipeline(
                cores,
                cores,
                false,
                wakeNs,
                framesAhead * PageFrame.MAX_PAGES,
                Page.PER_CHUNK,
                LinkRateLimit.UNLIMITED);
    }

    /** Both hosts on one machine, and a source that holds itself down. */
    public static PagePipeline ofOneMachine(
            double cores, long wakeNs, int framesAhead, long limitBytesPerSecond) {
        return new PagePipeline(
                cores,
                cores,
                true,
                wakeNs,
                framesAhead * PageFrame.MAX_PAGES,
                Page.PER_CHUNK,
                limitBytesPerSecond);
    }

    /** Whether a selector knows from the first page on what the link carries. */
    public boolean isRateKnown() {
        return limitBytesPerSecond != LinkRateLimit.UNLIMITED;
    }

    /** From a round's last byte until the source's engine knows that all streams have finished. */
    public long roundEndNs() {
        // A stream that has waited for the source's limit wakes at about the right time.
        return limitBytesPerSecond == LinkRateLimit.UNLIMITED ? wakeNs : 2 * wakeNs;
    }

    /**
     * How long both hosts take at least for what so many threads do at once, each no faster than a
     * core.
     *
     * @param sourceNs of a core, in all
     */
    public double hostsNs(
            double sourceNs, int sourceThreads, double destinationNs, int destinationThreads) {
        double ns =
                Math.max(
                        sourceNs / Math.min(sourceThreads, sourceCores),
                        destinationNs / Math.min(destinationThreads, destinationCores));
        return oneMachine ? Math.max(ns, (sourceNs + destinationNs) / sourceCores) : ns;
    }

    private static void requireCores(double cores, String field) {
        if (!(cores > 0)) {
            throw new IllegalArgumentException(field + ": expected more than 0 but found " + cores);
        }
    }
}
