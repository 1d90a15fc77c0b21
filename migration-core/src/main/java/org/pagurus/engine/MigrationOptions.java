package org.pagurus.engine;

import org.pagurus.convergence.ConvergenceLimits;
import org.pagurus.convergence.ConvergencePolicy;
import org.pagurus.convergence.FixedDowntime;
import org.pagurus.protocol.Limits;

/**
 * How a migration is to be done.
 *
 * @param streams page streams, 1 to {@value Limits#STREAMS}
 * @param policy decides when pre-copy ends
 * @param limits how far the policy may go
 * @param verify how the memories are compared
 * @param timeLimitNs the whole migration up to the pause; when it has passed, the migration fails
 *     and the guest runs on
 * @param waits how long to wait for what
 * @param fixedDowntime the parts of the downtime as earlier migrations have shown them
 */
public record MigrationOptions(
        int streams,
        ConvergencePolicy policy,
        ConvergenceLimits limits,
        Verification verify,
        long timeLimitNs,
        Waits waits,
        FixedDowntime fixedDowntime) {
    /** How both memories are compared. */
    public enum Verification {
        /**
         * The digest of all that was sent against the digest of all that was received, before the
         * switchover; after it, while the guest runs at the destination, the source's frozen memory
         * against what was sent.
         */
        DIGEST,
        /** Beside it, all memory is read again on both sides while the guest is paused. */
        FULL
    }

    public MigrationOptions {
        if (streams < 1 || streams > Limits.STREAMS) {
            throw new IllegalArgumentException(
                    "streams must be 1 to " + Limits.STREAMS + " but is " + streams);
        }
        if (timeLimitNs <= 0) {
            throw new IllegalArgumentException(
                    "timeLimitNs must be more than 0 but is " + timeLimitNs);
        }
    }
}
