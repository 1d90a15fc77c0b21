package org.pagurus.convergence;

/** What follows a pre-copy round. */
public sealed interface Decision {
    /**
     * Another round while the guest runs.
     *
     * @param throttlePercent the share of its running time to take from the guest, 0 to 99
     * @param deferWorkingSet whether to leave the writable working set (pages dirtied in this round
     *     and in the one before) for the end
     */
    record NextRound(int throttlePercent, boolean deferWorkingSet) implements Decision {}

    /**
     * Converged: pause the guest and send the rest.
     *
     * @param reason one clause for the log, such as {@code "expected downtime 12 ms is within the
     *     limit of 300 ms"}
     */
    record StopAndCopy(String reason) implements Decision {}

    /**
     * No way within the limits: the guest keeps running on the source.
     *
     * @param reason one line that says why and which limit would have sufficed
     * @param sufficientDowntimeLimitNs the downtime limit that would have sufficed
     */
    record GiveUp(String reason, long sufficientDowntimeLimitNs) implements Decision {}
}
