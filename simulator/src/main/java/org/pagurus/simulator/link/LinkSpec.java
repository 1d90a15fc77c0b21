package org.pagurus.simulator.link;

/**
 * What a link is like, the same in both directions.
 *
 * @param rateBytesPerSecond what it carries in each direction, more than 0
 * @param latencyNs how long a byte is on its way, 0 to {@link #MOST_LATENCY_NS}
 * @param lossShare the share of bytes that are lost and sent again, 0 to less than 1
 */
public record LinkSpec(double rateBytesPerSecond, long latencyNs, double lossShare) {
    /** An hour: anything longer is a mistake in units. */
    public static final long MOST_LATENCY_NS = 3_600_000_000_000L;

    /** A petabyte a second: anything more is a mistake in units. */
    public static final double MOST_BYTES_PER_SECOND = 1e15;

    public LinkSpec {
        requireRate(rateBytesPerSecond);
        requireLatency(latencyNs);
        requireLoss(lossShare);
    }

    /** A link that loses nothing. */
    public static LinkSpec of(double rateBytesPerSecond, long latencyNs) {
        return new LinkSpec(rateBytesPerSecond, latencyNs, 0);
    }

    static void requireRate(double bytesPerSecond) {
        if (!(bytesPerSecond > 0 && bytesPerSecond <= MOST_BYTES_PER_SECOND)) {
            throw new IllegalArgumentException(
                    "rateBytesPerSecond: expected more than 0 and at most "
                            + MOST_BYTES_PER_SECOND
                            + " but found "
                            + bytesPerSecond);
        }
    }

    static void requireLatency(long latencyNs) {
        if (latencyNs < 0 || latencyNs > MOST_LATENCY_NS) {
            throw new IllegalArgumentException(
                    "latencyNs: expected 0 to " + MOST_LATENCY_NS + " but found " + latencyNs);
        }
    }

    static void requireLoss(double lossShare) {
        if (!(lossShare >= 0 && lossShare < 1)) {
            throw new IllegalArgumentException(
                    "lossShare: expected 0 to less than 1 but found " + lossShare);
        }
    }
}
