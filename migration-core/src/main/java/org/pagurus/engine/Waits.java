package org.pagurus.engine;

import org.pagurus.protocol.Limits;

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
 * @param reconnectNs how long a connection that is lost in pre-copy may be away before the
 *     migration is given up; 0 for not at all, up to 10 minutes
 */
public record Waits(
        long probeNs,
        long silenceNs,
        long stopAndCopyNs,
        long settleNs,
        long firstRetryNs,
        long maxRetryNs,
        long reconnectNs) {
    private static final long MILLISECOND_NS = 1_000_000;
    private static final long SECOND_NS = 1_000 * MILLISECOND_NS;

    public static final long MAX_RECONNECT_NS = Limits.RECONNECT_LIMIT_MS * MILLISECOND_NS;

    public static final Waits DEFAULT =
            new Waits(
                    SECOND_NS,
                    15 * SECOND_NS,
                    60 * SECOND_NS,
                    10 * SECOND_NS,
                    50 * MILLISECOND_NS,
                    500 * MILLISECOND_NS,
                    30 * SECOND_NS);

    public Waits {
        if (reconnectNs < 0 || reconnectNs > MAX_RECONNECT_NS) {
            throw new IllegalArgumentException(
                    "reconnectNs must be 0 to " + MAX_RECONNECT_NS + " but is " + reconnectNs);
        }
    }

    /** A wait in seconds, or in milliseconds where these are not whole, for messages. */
    public static String text(long ns) {
        return ns % SECOND_NS == 0 ? ns / SECOND_NS + " s" : ns / MILLISECOND_NS + " ms";
    }

    /** The same, but for the time that a connection may be away. */
    public Waits withReconnectNs(long limitNs) {
        return new Waits(
                probeNs, silenceNs, stopAndCopyNs, settleNs, firstRetryNs, maxRetryNs, limitNs);
    }
}
