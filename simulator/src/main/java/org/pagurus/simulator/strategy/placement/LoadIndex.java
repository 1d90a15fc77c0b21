package org.pagurus.simulator.strategy.placement;

import org.pagurus.simulator.cluster.ClusterView;

/** What counts as a host's load: a sum of what its guests weigh, over its CPU capacity. */
public interface LoadIndex {
    /** As reports name it. */
    String name();

    /** What a guest weighs, 0 or more. */
    double weight(ClusterView cluster, int guest);

    /** The sums of all hosts, by where their guests are planned to be. */
    double[] sums(ClusterView cluster);
}
