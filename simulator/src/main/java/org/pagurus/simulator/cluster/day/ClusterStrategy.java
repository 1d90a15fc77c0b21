package org.pagurus.simulator.cluster.day;

import org.pagurus.simulator.cluster.ClusterView;

/** Decides which guest goes where. A pure function of what it is shown and its random stream. */
public interface ClusterStrategy {
    /** As reports name it. */
    String name();

    /** What to do after the sample that the cluster has just taken. */
    Plan decide(ClusterView cluster);
}
