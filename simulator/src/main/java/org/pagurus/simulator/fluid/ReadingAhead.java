package org.pagurus.simulator.fluid;

import org.pagurus.protocol.PageFrame;
import org.pagurus.simulator.cost.PagePipeline;
import org.pagurus.simulator.workload.PageSegment;

/**
 * When a page was looked up in the dirty log, before it goes: frames are filled ahead of their turn
 * on the link, as far as the threads get, and whole chunks are looked up at once.
 */
final class ReadingAhead {
    private static final double NS_PER_SECOND = 1e9;

    private double aheadNs;
    private double threadsShare;
    private double peekedNs;

    /**
     * For the pages of a segment.
     *
     * @param turnBytes on the wire, if none were skipped
     * @param duePages as many
     * @param rate at which they go
     * @param hostsRate at which they would go over a link without limit
     */
    void set(
            PagePipeline pipeline,
            int streams,
            PageSegment segment,
            double turnBytes,
            double duePages,
            double rate,
            double hostsRate) {
        if (pipeline.pagesPeeked() == 0) {
            aheadNs = 0;
            threadsShare = 0;
            peekedNs = 0;
            return;
        }
        double pageNs = turnBytes / duePages / rate * NS_PER_SECOND;
        // In the mean a page waits for half its own frame.
        double waiting = (double) pipeline.pagesAhead() * streams + PageFrame.MAX_PAGES / 2.0;
        aheadNs = waiting * pageNs;
        threadsShare = pipeline.pagesAhead() > 0 ? rate / hostsRate : 0;
        double density = duePages / segment.region().pages();
        peekedNs = pipeline.pagesPeeked() / 2.0 * streams * density * pageNs;
    }

    /**
     * When a page was looked up.
     *
     * @param beganNs when the round began
     * @param atNs when the page goes
     */
    long peekedNs(long beganNs, long atNs) {
        double sinceNs = atNs - beganNs;
        double readNs = Math.max(sinceNs * threadsShare, sinceNs - aheadNs);
        return beganNs + Math.max(0, Math.round(readNs - peekedNs));
    }
}
