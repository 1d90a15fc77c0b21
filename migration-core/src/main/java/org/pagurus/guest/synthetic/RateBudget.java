package org.pagurus.guest.synthetic;

import org.pagurus.guest.GuestException;
import org.pagurus.memory.Page;

/**
 * How many pages may be written at a rate. What could not be written in time is made up for, up to
 * {@link #MAX_CATCH_UP_NS} of it or one page; what is older is forgotten.
 *
 * <p>Counted without rounding in bytes times 10^-9: a rate in bytes per second times nanoseconds.
 * Owned by one thread.
 */
final class RateBudget {
    static final long MAX_RATE_BYTES_PER_SECOND = 16L << 30;
    static final long MAX_CATCH_UP_NS = 100_000_000;

    private static final long PAGE_CREDIT = Page.SIZE_BYTES * 1_000_000_000L;

    private final long rateBytesPerSecond;
    private final long maxPassedNs;
    private final long maxCredit;
    private long updatedNs;
    private long credit;

    /**
     * @param rateBytesPerSecond 0 to {@link #MAX_RATE_BYTES_PER_SECOND}
     */
    RateBudget(long rateBytesPerSecond) {
        assert rateBytesPerSecond >= 0 && rateBytesPerSecond <= MAX_RATE_BYTES_PER_SECOND;
        this.rateBytesPerSecond = rateBytesPerSecond;
        // Below 2^42 ns; times the rate it stays below 2^61.
        this.maxPassedNs =
                rateBytesPerSecond == 0
                        ? 0
                        : Math.max(MAX_CATCH_UP_NS, PAGE_CREDIT / rateBytesPerSecond + 1);
        this.maxCredit = maxPassedNs * rateBytesPerSecond;
    }

    /** How many pages may be written now. */
    long pages(long nowNs) {
        long passedNs = Math.clamp(nowNs - updatedNs, 0, maxPassedNs);
        updatedNs = Math.max(updatedNs, nowNs);
        credit = Math.min(credit + passedNs * rateBytesPerSecond, maxCredit);
        return credit / PAGE_CREDIT;
    }

    void spend(long pages) {
        credit -= pages * PAGE_CREDIT;
        assert credit >= 0 : credit;
    }

    /** Forgets what has not been written. */
    void forgo() {
        credit = 0;
    }

    /** When {@code pages} pages, within the catch-up limit, may be written. */
    long dueNs(long pages) {
        if (rateBytesPerSecond == 0) {
            return Long.MAX_VALUE;
        }
        long missing = pages * PAGE_CREDIT - credit;
        return missing <= 0 ? updatedNs : updatedNs + Math.ceilDiv(missing, rateBytesPerSecond);
    }

    long updatedNs() {
        return updatedNs;
    }

    long credit() {
        return credit;
    }

    /** Goes on from a saved state, which is not to be trusted. */
    void load(long savedUpdatedNs, long savedCredit, long runningNs) throws GuestException {
        if (savedUpdatedNs < 0 || savedUpdatedNs > runningNs) {
            throw new GuestException(
                    "updated_ns must be 0 to the running time of "
                            + runningNs
                            + " but is "
                            + savedUpdatedNs);
        }
        if (savedCredit < 0 || savedCredit > maxCredit) {
            throw new GuestException("credit must be 0 to " + maxCredit + " but is " + savedCredit);
        }
        updatedNs = savedUpdatedNs;
        credit = savedCredit;
    }
}
