package org.pagurus.convergence;

/**
 * Pages that are written alike.
 *
 * @param pages how many
 * @param writesPerSecond writes to all of them together, each to any of them with equal chance
 */
record PageClass(long pages, double writesPerSecond) {
    /** The share of the pages that is dirty after the guest ran for this long. */
    double dirtyShare(double runningSeconds) {
        return 1 - Math.exp(-writesPerSecond * runningSeconds / pages);
    }

    /** The mean share that is clean still when its turn comes at a random instant of a round. */
    double cleanAtItsTurn(double runningSeconds) {
        double writes = writesPerSecond * runningSeconds / pages;
        return writes < 1e-9 ? 1 : (1 - Math.exp(-writes)) / writes;
    }
}
