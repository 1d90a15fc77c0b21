package org.pagurus.simulator.fluid;

import org.pagurus.convergence.RateLimiter;
import org.pagurus.engine.MigrationOptions;
import org.pagurus.simulator.cost.MigrationCosts;

/**
 * How a fluid migration is to be done.
 *
 * @param migration as a live one is told; of the waits only the one of stop-and-copy counts
 * @param costs what its steps take
 * @param limiter how much of the link its rounds may use
 */
public record FluidOptions(MigrationOptions migration, MigrationCosts costs, RateLimiter limiter) {
    /** Rounds may use the whole link. */
    public static FluidOptions of(MigrationOptions migration, MigrationCosts costs) {
        return new FluidOptions(migration, costs, RateLimiter.NONE);
    }
}
