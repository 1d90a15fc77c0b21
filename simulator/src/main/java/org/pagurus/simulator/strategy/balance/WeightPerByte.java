package org.pagurus.simulator.strategy.balance;

import org.pagurus.simulator.cluster.ClusterView;
import org.pagurus.simulator.strategy.placement.GuestSelection;
import org.pagurus.simulator.strategy.placement.LoadIndex;

/**
 * The guest that takes the most load away per byte that has to be moved: Sandpiper's ratio of
 * volume to size (Wood et al., NSDI 2007), with one load index as the volume.
 */
public final class WeightPerByte implements GuestSelection {
    private final LoadIndex index;

    public WeightPerByte(LoadIndex index) {
        this.index = index;
    }

    @Override
    public String name() {
        return index.name() + "-per-byte";
    }

    @Override
    public int select(ClusterView cluster, int[] guests, int count) {
        int best = 0;
        double most = -1;
        for (int i = 0; i < count; i++) {
            double ratio =
                    index.weight(cluster, guests[i]) / cluster.guests().memoryBytes(guests[i]);
            if (ratio > most) {
                best = i;
                most = ratio;
            }
        }
        return best;
    }
}
