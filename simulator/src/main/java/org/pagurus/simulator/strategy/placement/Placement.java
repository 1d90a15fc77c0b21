package org.pagurus.simulator.strategy.placement;

/** Chooses a host for a guest. A pure function: it reads the draft and changes nothing. */
public interface Placement {
    /** As reports name it. */
    String name();

    /**
     * The candidate for a guest that has enough memory and demand left, or {@link
     * org.pagurus.simulator.cluster.ClusterView#NONE}. The guest's own host must be no candidate.
     */
    int hostFor(Draft draft, int guest);

    /** What it costs to switch a host of that kind on for a guest; the least is the best. */
    double priceOfOpening(Draft draft, int kind, int guest);
}
