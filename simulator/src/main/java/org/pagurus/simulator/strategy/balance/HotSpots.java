package org.pagurus.simulator.strategy.balance;

import org.pagurus.simulator.cluster.ClusterView;
import org.pagurus.simulator.strategy.placement.LoadIndex;

/** Which hosts have too much, and how much. A pure function. */
public interface HotSpots {
    /** As reports name it. */
    String name();

    /** What load is here. */
    LoadIndex index();

    /** By host, how much of the index's weight is to leave; 0 or less where all is well. */
    double[] excess(ClusterView cluster);
}
