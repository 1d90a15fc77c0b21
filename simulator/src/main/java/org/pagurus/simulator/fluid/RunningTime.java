package org.pagurus.simulator.fluid;

/**
 * How long a guest has run: a throttled one runs for a part of the time, a paused one not at all.
 */
final class RunningTime {
    private static final double FULL_PERCENT = 100;

    private long ranNs;
    private long atNs;
    private double share;

    void start(long alreadyNs, long nowNs) {
        ranNs = alreadyNs;
        atNs = nowNs;
        share = 1;
    }

    void throttle(int percent, long nowNs) {
        ranNs(nowNs);
        share = (FULL_PERCENT - percent) / FULL_PERCENT;
    }

    void pause(long nowNs) {
        ranNs(nowNs);
        share = 0;
    }

    /** How much of the time it runs now, 0 to 1. */
    double share() {
        return share;
    }

    long ranNs(long nowNs) {
        ranNs += Math.round((nowNs - atNs) * share);
        atNs = nowNs;
        return ranNs;
    }
}
