package org.pagurus.simulator.strategy.placement;

import org.pagurus.simulator.cluster.ClusterView;

/** Chooses which guest leaves a host that has too many. */
public interface GuestSelection {
    /** As reports name it. */
    String name();

    /**
     * The place in {@code guests} of the one to move next.
     *
     * @param guests some of one host
     * @param count how many there are in the array, at least one
     */
    int select(ClusterView cluster, int[] guests, int count);
}
