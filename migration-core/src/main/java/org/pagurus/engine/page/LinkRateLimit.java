package org.pagurus.engine.page;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A token bucket that all streams of a migration share, kept as one number: the instant at which
 * the bytes sent so far would have left a link of this rate. Safe for all threads.
 */
public final class LinkRateLimit {
    /** No limit. */
    public static final long UNLIMITED = 0;

    /** What an idle link may send at once: 4 ms worth of bytes. */
    public static final long BURST_NS = 4_000_000;

    private final long bytesPerSecond;
    private final AtomicLong paidUntilNs;

    /**
     * @param bytesPerSecond the rate, or {@link #UNLIMITED}
     * @param nowNs any clock, as long as it is always the same
     */
    public LinkRateLimit(long bytesPerSecond, long nowNs) {
        if (bytesPerSecond < 0) {
            throw new IllegalArgumentException(
                    "bytesPerSecond must be 0 or more but is " + bytesPerSecond);
        }
        this.bytesPerSecond = bytesPerSecond;
        this.paidUntilNs = new AtomicLong(nowNs);
    }

    /** How long to wait before the next frame may be sent; 0 when it may be sent now. */
    public long waitNs(long nowNs) {
        return bytesPerSecond == UNLIMITED ? 0 : Math.max(0, paidUntilNs.get() - nowNs);
    }

    /** Compared by their difference: a clock such as {@link System#nanoTime} may wrap around. */
    private static long later(long oneNs, long otherNs) {
        return oneNs - otherNs > 0 ? oneNs : otherNs;
    }

    /** Takes note that a frame is being sent. */
    public void spend(long bytes, long nowNs) {
        if (bytesPerSecond != UNLIMITED) {
            long costNs = (long) (bytes * 1e9 / bytesPerSecond);
            paidUntilNs.updateAndGet(paid -> later(paid, nowNs - BURST_NS) + costNs);
        }
    }
}
