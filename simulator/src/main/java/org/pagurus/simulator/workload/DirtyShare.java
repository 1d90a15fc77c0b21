package org.pagurus.simulator.workload;

/** Which share of pages a time dirties in which each is written so many times in the mean. */
public final class DirtyShare {
    private DirtyShare() {}

    /**
     * Written at random: of n pages with r writes a second to all of them, {@code n (1 - exp(-r t /
     * n))} are distinct in a time t.
     */
    public static double random(double writes) {
        return -Math.expm1(-writes);
    }

    /** Written by a sweep. */
    public static double sweep(double writes) {
        return Math.min(1, writes);
    }

    /** Written both ways, which know nothing of each other. */
    public static double of(double randomWrites, double sweepWrites) {
        double swept = sweep(sweepWrites);
        return swept + (1 - swept) * random(randomWrites);
    }
}
