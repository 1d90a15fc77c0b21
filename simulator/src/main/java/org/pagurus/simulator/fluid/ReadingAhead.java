package org.pagurus.simulator.fluid;

import org.pagurus.protocol.PageFrame;
import org.pagurus.simulator.cost.PagePipeline;
import org.pagurus.simulator.workload.PageRegion;

/**
 * When a page was looked up in the dirty log, before it goes: frames are filled ahead of their turn
 * on the link, as far as the threads get, and whole chunks are looked up at once.
 */
final class ReadingAhead {
    private static final double NS_PER_SECOND = 1e9;

    private final PagePipeline pipeline;
    private final int streams;
    private double aheadNs;
    private double threadsShare;
    private double peekedNs;
    private double onceNs;
    private boolean once;

    ReadingAhead(PagePipeline pipeline, int streams) {
        this.pipeline = pipeline;
        this.streams = streams;
    }

    /**
     * For the pages of a segment.
     *
     * @param pageBytes of a page on the wire, in the mean
     * @param duePages if none were skipped
     * @param rate at which they go
     * @param hostsRate at which they would go over a link without limit
     * @param pagesBefore what the round has sent before
     * @param sinceNs how long ago the round began
     */
    void set(
            PageRegion region,
            double pageBytes,
            double duePages,
            double rate,
            double hostsRate,
            double pagesBefore,
            double sinceNs) {
        once = false;
        if (pipeline.pagesPeeked() == 0) {
            return;
        }
        double pageNs = pageBytes / rate * NS_PER_SECOND;
        // In the mean a page waits for half its own frame.
        double waiting = (double) pipeline.pagesAhead() * streams + PageFrame.MAX_PAGES / 2.0;
        aheadNs = waiting * pageNs;
        threadsShare = pipeline.pagesAhead() > 0 ? rate / hostsRate : 0;
        double atOnce = (double) pipeline.pagesPeeked() * streams;
        double density = duePages / region.pages();
        peekedNs = atOnce / 2 * density * pageNs;
        if (region.pages() <= atOnce) {
            once = true;
            onceNs = Math.max(0, readNs(frameBeganNs(pagesBefore, sinceNs)));
        }
    }

    /**
     * All streams have come to a chunk of the region, each in the midst of a frame: when that was
     * begun.
     */
    private double frameBeganNs(double pagesBefore, double sinceNs) {
        double ofStream = pagesBefore / streams;
        double frames = Math.floor(ofStream / PageFrame.MAX_PAGES);
        return frames == 0 ? 0 : sinceNs * frames * PageFrame.MAX_PAGES / ofStream;
    }

    private double readNs(double sinceNs) {
        return Math.max(sinceNs * threadsShare, sinceNs - aheadNs);
    }

    /**
     * When a page was looked up.
     *
     * @param beganNs when the round began
     * @param atNs when the page goes
     */
    long peekedNs(long beganNs, long atNs) {
        if (pipeline.pagesPeeked() == 0) {
            return atNs;
        }
        double lookedNs = once ? onceNs : readNs(atNs - beganNs) - peekedNs;
        return beganNs + Math.max(0, Math.round(lookedNs));
    }
}
