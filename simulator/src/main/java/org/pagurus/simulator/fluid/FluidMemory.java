package org.pagurus.simulator.fluid;

/**
 * What of a guest's memory is dirty and what is to be sent, without its pages. One migration owns
 * it, and tells it the time and how long the guest has run by then.
 */
interface FluidMemory {
    long pages();

    /** The guest's dirty log starts, with nothing dirty; round 0 sends everything. */
    void start(long nowNs, long runningNs);

    /**
     * A pre-copy round behind round 0 begins, with all that is pending.
     *
     * @param deferWorkingSet whether what the last two harvests share is left for the end
     */
    void beginRound(boolean deferWorkingSet, long nowNs, long runningNs);

    /** The guest is paused: its log is read for the last time, and all that is left is sent. */
    void beginLastRound(long nowNs, long runningNs);

    /**
     * Plans the next part of the round, and counts it.
     *
     * @param runningShare how much of the time it runs, 0 to 1
     * @param bytesPerSecond the rate to reckon with
     * @param part what to send
     * @return false when the round has no further part; every round has one at least
     */
    boolean nextPart(long nowNs, double runningShare, double bytesPerSecond, FluidPart part);

    /** The log is read and cleared at a round's end. */
    void harvest(long nowNs, long runningNs);

    /** What the round has sent so far, and what the harvest behind it gave. */
    RoundTally tally();
}
