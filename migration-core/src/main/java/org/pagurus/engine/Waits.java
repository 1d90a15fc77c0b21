package org.pagurus.engine;

/**
 * How long the engine waits for what. Every wait has a limit; only ownership in doubt is waited
 * out, because no time-out can tell who owns the guest.
 *
 * @param probeNs between two clock probes, which also show that the other side lives
 * @param silenceNs without a word from the other side, the connection counts as lost
 * @param stopAndCopyNs the guest is never paused longer than this before it is released; then it
 *     resumes at the source
 * @param settleNs how long the source tries to tell the destination that the migration is off
 * @param firstRetryNs the wait before reconnecting; it doubles with each try
 * @param maxRetryNs the longest wait before reconnecting
 */
public record Waits(
        long probeNs,
        long silenceNs,
        long stopAndCopyNs,
        long settleNs,
        long firstRetryNs,
        long maxRetryNs) {
    private static final long MILLISECOND_NS = 1_000_000;
    private static final long SECOND_NS = 1_000 * MILLISECOND_NS;

    public static final Waits DEFAULT =
            new Waits(
                    SECOND_NS,
                    15 * SECOND_NS,
                    60 * SECOND_NS,
                    10 * SECOND_NS,
                    50 * MILLISECOND_NS,
                    2 * SECOND_NS);
}
