package org.pagurus.convergence;

/** Conversions between nanoseconds and seconds, and the milliseconds that people read. */
final class Time {
    static final double NS_PER_SECOND = 1e9;
    static final long NS_PER_MS = 1_000_000;

    /** Estimates end here, at some three years: sums and margins on top of it don't overflow. */
    static final long MAX_ESTIMATE_NS = 100_000_000_000_000_000L;

    private Time() {}

    static double seconds(long ns) {
        return ns / NS_PER_SECOND;
    }

    /** Rounded up, as an estimate must not look short, to {@link #MAX_ESTIMATE_NS} at most. */
    static long nanoseconds(double seconds) {
        return (long) Math.min(MAX_ESTIMATE_NS, Math.ceil(seconds * NS_PER_SECOND));
    }

    /** Whole milliseconds, rounded up. */
    static long ceilMs(long ns) {
        return Math.ceilDiv(ns, NS_PER_MS);
    }
}
