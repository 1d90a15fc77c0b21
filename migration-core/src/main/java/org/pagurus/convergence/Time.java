package org.pagurus.convergence;

/** Conversions between nanoseconds and seconds, and the milliseconds that people read. */
final class Time {
    static final double NS_PER_SECOND = 1e9;
    static final long NS_PER_MS = 1_000_000;

    private Time() {}

    static double seconds(long ns) {
        return ns / NS_PER_SECOND;
    }

    /** Rounded up: an estimate must not look shorter than it is. */
    static long nanoseconds(double seconds) {
        return (long) Math.ceil(seconds * NS_PER_SECOND);
    }

    /** Whole milliseconds, rounded up. */
    static long ceilMs(long ns) {
        return Math.ceilDiv(ns, NS_PER_MS);
    }
}
