package org.pagurus.experiments.bench.simulator;

import java.util.List;
import org.pagurus.convergence.ConvergenceLimits;
import org.pagurus.convergence.ConvergencePolicy;
import org.pagurus.convergence.FixedDowntimes;
import org.pagurus.engine.MigrationOptions;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.engine.Waits;
import org.pagurus.simulator.cost.MigrationCosts;
import org.pagurus.simulator.cost.PageCost;
import org.pagurus.simulator.cost.PageCosts;
import org.pagurus.simulator.fluid.FluidGuest;
import org.pagurus.simulator.fluid.FluidOptions;
import org.pagurus.simulator.workload.PageClass;
import org.pagurus.simulator.workload.PageClasses;
import org.pagurus.simulator.workload.PageRegion;

/**
 * The guest of simulated migrations that are timed: 1 GiB, of which 64 MiB are written at 50 MiB/s,
 * four fifths of it to a tenth of them.
 */
final class BenchGuest {
    private static final long MEMORY_PAGES = 1 << 18;
    private static final long SET_PAGES = 1 << 14;
    private static final double WRITES_PER_SECOND = 12_800;
    private static final long LIMIT_NS = 300_000_000;

    static final FluidGuest GUEST =
            FluidGuest.of(
                    PageClasses.of(
                            MEMORY_PAGES,
                            List.of(
                                    PageClass.random(
                                            new PageRegion(1, SET_PAGES / 10),
                                            WRITES_PER_SECOND * 0.8),
                                    PageClass.random(
                                            new PageRegion(
                                                    1 + SET_PAGES / 10, SET_PAGES - SET_PAGES / 10),
                                            WRITES_PER_SECOND * 0.2))),
                    PageCosts.always(PageCost.raw()));

    private BenchGuest() {}

    static FluidOptions options(ConvergencePolicy policy) {
        return FluidOptions.of(
                new MigrationOptions(
                        4,
                        policy,
                        new ConvergenceLimits(LIMIT_NS, LIMIT_NS, 0, 100),
                        Verification.DIGEST,
                        Long.MAX_VALUE,
                        new Waits(
                                Waits.DEFAULT.probeNs(),
                                Waits.DEFAULT.silenceNs(),
                                Long.MAX_VALUE,
                                Waits.DEFAULT.settleNs(),
                                Waits.DEFAULT.firstRetryNs(),
                                Waits.DEFAULT.maxRetryNs(),
                                0),
                        FixedDowntimes.STARTING_VALUES),
                MigrationCosts.typical(MEMORY_PAGES));
    }
}
