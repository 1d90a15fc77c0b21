package org.pagurus.simulator.fluid;

import org.pagurus.convergence.RateLimiter;
import org.pagurus.engine.MigrationOptions;
import org.pagurus.simulator.cost.MigrationCosts;
import org.pagurus.simulator.cost.PagePipeline;

/**
 * How a fluid migration is to be done.
 *
 * @param migration as a live one is told; of the waits only the one of stop-and-copy counts
 * @param costs what its steps take
 * @param limiter how much of the link its rounds may use
 * @param pipeline what pages pass beside the link
 */
public record FluidOptions(
        MigrationOptions migration,
        MigrationCosts costs,
        RateLimiter limiter,
        PagePipeline pipeline) {
    /** With nothing between pages and the link but the threads' time. */
    public FluidOptions(MigrationOptions migration, MigrationCosts costs, RateLimiter limiter) {
        this(migration, costs, limiter, PagePipeline.NONE);
    }

    /** Rounds may use the whole link. */
    public static FluidOptions of(MigrationOptions migration, MigrationCosts costs) {
        return new FluidOptions(migration, costs, RateLimiter.NONE);
    }
}
