package org.pagurus.simulator.driver;

import org.pagurus.simulator.kernel.Simulation;

/** A host's clock: off by so much at the start, and going a little too fast or too slow. */
public final class HostClock {
    /** A clock that is off by more than this a second is broken. */
    public static final double MOST_DRIFT_PPM = 10_000;

    private static final double PARTS = 1e6;

    private final Simulation simulation;
    private final long offsetNs;
    private final double drift;

    /**
     * @param offsetNs what it shows when virtual time is 0, 0 or more
     * @param driftPpm how much too fast it goes, in millionths
     */
    public HostClock(Simulation simulation, long offsetNs, double driftPpm) {
        if (offsetNs < 0) {
            throw new IllegalArgumentException(
                    "offsetNs: expected 0 or more but found " + offsetNs);
        }
        if (!(Math.abs(driftPpm) <= MOST_DRIFT_PPM)) {
            throw new IllegalArgumentException(
                    "driftPpm: expected at most " + MOST_DRIFT_PPM + " but found " + driftPpm);
        }
        this.simulation = simulation;
        this.offsetNs = offsetNs;
        drift = driftPpm / PARTS;
    }

    /** What the clock shows. */
    public long nowNs() {
        long nowNs = simulation.nowNs();
        return offsetNs + nowNs + (long) (nowNs * drift);
    }

    /** The virtual time, now or later, from which on the clock shows this or more. */
    long virtualNs(long shownNs) {
        long leftNs = shownNs - nowNs();
        if (leftNs <= 0) {
            return simulation.nowNs();
        }
        // One more than it takes where the clock drifts: what is rounded must not come too early.
        long waitNs = drift == 0 ? leftNs : (long) (leftNs / (1 + drift)) + 1;
        return simulation.nowNs() + Math.min(waitNs, Long.MAX_VALUE / 2);
    }
}
