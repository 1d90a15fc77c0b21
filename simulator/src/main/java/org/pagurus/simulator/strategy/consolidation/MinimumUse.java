package org.pagurus.simulator.strategy.consolidation;

import org.pagurus.simulator.cluster.ClusterView;
import org.pagurus.simulator.strategy.placement.GuestSelection;

/** MU: the guest that asks for the least CPU. */
public final class MinimumUse implements GuestSelection {
    @Override
    public String name() {
        return "mu";
    }

    @Override
    public int select(ClusterView cluster, int[] guests, int count) {
        int best = 0;
        for (int i = 1; i < count; i++) {
            if (cluster.guests().demandMips(guests[i])
                    < cluster.guests().demandMips(guests[best])) {
                best = i;
            }
        }
        return best;
    }
}
