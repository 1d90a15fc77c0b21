package org.pagurus.simulator.fluid;

import java.util.function.Consumer;
import org.pagurus.convergence.ConvergenceLimits;
import org.pagurus.convergence.ConvergencePolicy;
import org.pagurus.convergence.Decision;
import org.pagurus.convergence.FixedDowntime;
import org.pagurus.engine.MigrationOptions;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.engine.Waits;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;
import org.pagurus.simulator.cost.MigrationCosts;
import org.pagurus.simulator.kernel.Simulation;
import org.pagurus.simulator.link.Network;
import org.pagurus.simulator.link.Path;

/**
 * A {@link GuestMigration} of bytes: rounds, each a transfer of what was dirtied in the one before;
 * the guest is paused for the last, which an empty acknowledgement follows. Nothing else takes time
 * but the path's latency. Bytes go as they are: pages only serve to ask the policy, rounded up.
 *
 * <p>All dirty bytes are alike, so no page is known to be dirtied repeatedly, and the guest can't
 * be throttled: for policies that ask for neither.
 */
public final class FluidMigration {
    private static final FixedDowntime NO_FIXED_PARTS = new FixedDowntime(0, 0, 0, 0, 0, 0, 0);
    private static final long NO_LIMIT = Long.MAX_VALUE;
    private static final Waits NO_LIMITS =
            new Waits(NO_LIMIT, NO_LIMIT, NO_LIMIT, NO_LIMIT, NO_LIMIT, NO_LIMIT, 0);

    private final GuestMigration migration;

    /**
     * @param memoryBytes what the first round sends, 1 or more
     * @param limits of which the policy may need the most rounds, the downtime limit, or neither;
     *     they allow no throttling
     * @param ended is told the result at its end
     */
    public FluidMigration(
            Simulation simulation,
            Network network,
            Path path,
            long memoryBytes,
            DirtyBytes guest,
            ConvergencePolicy policy,
            ConvergenceLimits limits,
            Consumer<FluidResult> ended) {
        if (memoryBytes < 1) {
            throw new IllegalArgumentException(
                    "memoryBytes: expected 1 or more but found " + memoryBytes);
        }
        if (limits.maxThrottlePercent() != 0) {
            throw new IllegalArgumentException(
                    "maxThrottlePercent: expected 0 but found " + limits.maxThrottlePercent());
        }
        MigrationOptions options =
                new MigrationOptions(
                        1,
                        policy,
                        limits,
                        Verification.DIGEST,
                        NO_LIMIT,
                        NO_LIMITS,
                        NO_FIXED_PARTS);
        migration =
                new GuestMigration(
                        simulation,
                        network,
                        path,
                        new ByteMemory(memoryBytes, guest),
                        memoryBytes,
                        simulation.nowNs(),
                        FluidOptions.of(options, MigrationCosts.NONE),
                        report -> ended.accept(result(report)));
    }

    /** Starts it now; once. */
    public void start() {
        migration.start();
    }

    private static FluidResult result(MigrationReport report) {
        boolean completed = report.outcome() == Outcome.COMPLETED;
        Decision end =
                completed
                        ? new Decision.StopAndCopy(report.reason())
                        : new Decision.GiveUp(report.reason(), report.sufficientDowntimeLimitNs());
        int transfers = report.rounds().size();
        return new FluidResult(
                end,
                report.totalTimeNs(),
                report.downtimeNs(),
                completed ? transfers + 1 : transfers,
                report.totalBytes());
    }
}
