package org.pagurus.simulator.fluid;

import java.util.List;
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
    private double paceBytesPerSecond;
    private double limitBytesPerSecond;

    LinkPace(Path path) {
        links = path.links();
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
        return Math.max(1, Math.min(paceBytesPerSecond, limitBytesPerSecond));
    }

    /** What a part may take at most; infinite where no link could reach that, which costs less. */
    double capBytesPerSecond(FluidPart part) {
        double cap = limitBytesPerSecond;
        if (part.hostsNs > 0) {
            cap = Math.min(cap, Math.max(1, part.bytes * NS_PER_SECOND / part.hostsNs));
        }
        return cap < capacityBytesPerSecond() ? cap : Double.POSITIVE_INFINITY;
    }

    private double capacityBytesPerSecond() {
        double least = Double.POSITIVE_INFINITY;
        for (int index = 0; index < links.size(); index++) {
            least = Math.min(least, links.get(index).capacityBytesPerSecond());
        }
        return least;
    }
}
