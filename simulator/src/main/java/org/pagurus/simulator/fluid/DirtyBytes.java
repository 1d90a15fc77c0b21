package org.pagurus.simulator.fluid;

/** What a guest dirties, in bytes. One migration owns it. */
public interface DirtyBytes {
    /** The guest's dirty log starts; nothing is dirty. */
    void start(long nowNs);

    /** Whole bytes dirtied since the harvest before, or the start. */
    long harvest(long nowNs);
}
