package org.pagurus.experiments.scenario;

import org.pagurus.convergence.RateLimiter;
import org.pagurus.transport.command.MigrationSettings;

/**
 * A migration of a scenario.
 *
 * @param guest its name
 * @param from the host on which it runs at first
 * @param startNs when it starts, from the scenario's start
 * @param limiter how much of the link its rounds may use; all but with {@link Fidelity#FLUID} and
 *     Xen's policy
 */
public record MigrationPlan(
        String guest,
        String from,
        String to,
        long startNs,
        MigrationSettings settings,
        RateLimiter limiter) {
    /** One whose rounds may use the whole link. */
    public MigrationPlan(
            String guest, String from, String to, long startNs, MigrationSettings settings) {
        this(guest, from, to, startNs, settings, RateLimiter.NONE);
    }
}
