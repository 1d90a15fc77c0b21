package org.pagurus.experiments.scenario.run;

/** Hears how far a run is. Used by one thread. */
@FunctionalInterface
public interface RunProgress {
    /** Nobody listens. */
    RunProgress NONE = (virtualNs, endNs, events) -> {};

    /**
     * @param virtualNs the time that the run has come to
     * @param endNs when it ends at the latest
     * @param events how many have fired; samples of a cluster
     */
    void show(long virtualNs, long endNs, long events);
}
