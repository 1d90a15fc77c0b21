package org.pagurus.simulator.strategy.consolidation;

import org.pagurus.simulator.cluster.ClusterView;

/** Says from which demand on a host is overloaded. A pure function of its guests' history. */
public interface OverloadDetector {
    /** The name that the paper gives it, with its parameter. */
    String name();

    /**
     * The most that the host's guests may ask for now without overloading it; may be less than they
     * ask for, may be negative, may exceed the capacity.
     */
    double limitMips(ClusterView cluster, int host);
}
