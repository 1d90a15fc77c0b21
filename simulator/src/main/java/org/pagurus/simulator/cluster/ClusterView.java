package org.pagurus.simulator.cluster;

/** A cluster to read: what strategies decide by. Nothing that it gives can change the cluster. */
public interface ClusterView {
    /** No host, no guest. */
    int NONE = -1;

    Hosts hosts();

    Guests guests();

    /** What the guests asked for in the last samples. */
    DemandHistory history();

    /** When the newest sample was taken, in virtual time. */
    long nowNs();
}
