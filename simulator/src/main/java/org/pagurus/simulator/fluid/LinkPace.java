package org.pagurus.simulator.fluid;

import java.util.List;
import org.pagurus.engine.page.LinkRateLimit;
import org.pagurus.simulator.link.Link;
import org.pagurus.simulator.link.Path;

/** How fast the parts of a migration go: what the path gave lately, within limits. */
final class LinkPace {
    private static final double NS_PER_SECOND = 1e9;

    /** A transfer of fewer bytes says little about the path. */
    private static final long SAMPLE_BYTES = 1 << 16;

    /** Whatever is this near to a limit was held down by it. */
    private static final double AT_LIMIT = 0.99;

    private final List<Link> links;

    /** What the source sends at most; infinite without a limit. */
    private final double mostBytesPerSecond;

    /** When the bytes sent so far would have left a link of that rate. */
    private double paidUntilNs = Double.NEGATIVE_INFINITY;

    private double paceBytesPerSecond;
    private double limitBytesPerSecond;

    /**
     * @param mostBytesPerSecond what the source sends at most, as {@link LinkRateLimit} has it
     */
    LinkPace(Path path, long mostBytesPerSecond) {
        links = path.links();
        this.mostBytesPerSecond =
                mostBytesPerSecond == LinkRateLimit.UNLIMITED
                        ? Double.POSITIVE_INFINITY
                        : mostBytesPerSecond;
    }

    /** From now on no part goes faster. */
    void limit(double bytesPerSecond) {
        // What the path gave is what it will give, unless it was the limit that held it down.
        if (paceBytesPerSecond >= limitBytesPerSecond * AT_LIMIT) {
            paceBytesPerSecond = capacityBytesPerSecond();
        }
        limitBytesPerSecond = bytesPerSecond;
    }

    void sent(FluidPart part, long durationNs) {
        if (part.bytes >= SAMPLE_BYTES && durationNs > 0) {
            paceBytesPerSecond = part.bytes * NS_PER_SECOND / durationNs;
        }
    }

    /** The rate that a part is to be reckoned with, more than 0. */
    double expectedBytesPerSecond() {
        double limit = Math.min(limitBytesPerSecond, mostBytesPerSecond);
        return Math.max(1, Math.min(paceBytesPerSecond, limit));
    }

    /**
     * What a part that begins now may take at most; infinite where no link could reach that, which
     * costs less.
     */
    double capBytesPerSecond(FluidPart part, long nowNs) {
        double cap = limitBytesPerSecond;
        double leastNs = Math.max(part.hostsNs, paymentNs(part.bytes, nowNs));
        if (leastNs > 0) {
            cap = Math.min(cap, Math.max(1, part.bytes * NS_PER_SECOND / leastNs));
        }
        return cap < capacityBytesPerSecond() ? cap : Double.POSITIVE_INFINITY;
    }

    /** How long the source has to wait until bytes have left at its own limit's pace. */
    private double paymentNs(long bytes, long nowNs) {
        if (mostBytesPerSecond == Double.POSITIVE_INFINITY) {
            return 0;
        }
        double fromNs = Math.max(paidUntilNs, nowNs - LinkRateLimit.BURST_NS);
        paidUntilNs = fromNs + bytes * NS_PER_SECOND / mostBytesPerSecond;
        return paidUntilNs - nowNs;
    }

    private double capacityBytesPerSecond() {
        double least = Double.POSITIVE_INFINITY;
        for (int index = 0; index < links.size(); index++) {
            least = Math.min(least, links.get(index).capacityBytesPerSecond());
        }
        return least;
    }
}
