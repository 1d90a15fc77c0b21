package org.pagurus.simulator.strategy.consolidation;

import org.pagurus.simulator.cluster.ClusterView;
import org.pagurus.simulator.strategy.placement.GuestSelection;

/**
 * MMT: the guest that is moved soonest, by its memory over the link rate that its host has left.
 * That rate is the same for all guests of a host, so it is the one with the least memory.
 */
public final class MinimumMigrationTime implements GuestSelection {
    @Override
    public String name() {
        return "mmt";
    }

    @Override
    public int select(ClusterView cluster, int[] guests, int count) {
        int best = 0;
        for (int i = 1; i < count; i++) {
            if (cluster.guests().memoryBytes(guests[i])
                    < cluster.guests().memoryBytes(guests[best])) {
                best = i;
            }
        }
        return best;
    }
}
