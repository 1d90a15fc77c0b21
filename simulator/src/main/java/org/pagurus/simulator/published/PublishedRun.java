package org.pagurus.simulator.published;

import java.util.List;
import org.pagurus.convergence.ConvergenceLimits;
import org.pagurus.convergence.ConvergencePolicy;
import org.pagurus.convergence.FixedDowntimes;
import org.pagurus.convergence.XenPolicy;
import org.pagurus.convergence.XenRateLimiter;
import org.pagurus.engine.MigrationOptions;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.engine.Waits;
import org.pagurus.memory.Page;
import org.pagurus.report.MigrationReport;
import org.pagurus.simulator.cost.MigrationCosts;
import org.pagurus.simulator.cost.PageCost;
import org.pagurus.simulator.cost.PageCosts;
import org.pagurus.simulator.fluid.FluidGuest;
import org.pagurus.simulator.fluid.FluidOptions;
import org.pagurus.simulator.fluid.GuestMigration;
import org.pagurus.simulator.kernel.RunLimits;
import org.pagurus.simulator.kernel.Simulation;
import org.pagurus.simulator.link.LinkSpec;
import org.pagurus.simulator.link.Network;
import org.pagurus.simulator.link.Node;
import org.pagurus.simulator.link.Topology;
import org.pagurus.simulator.workload.PageClasses;

/**
 * A migration by Xen as Clark et al. (NSDI 2005) published it.
 *
 * @param name what the guest did
 * @param memoryBytes the guest's memory
 * @param roundBytes what the last rounds sent, that of stop-and-copy included
 * @param allRounds whether these are all
 * @param guess what is known and what is to be fitted of its working set
 * @param limiter Xen's rate limiter in that run
 * @param linkBytesPerSecond the link
 * @param costs what the steps took
 */
public record PublishedRun(
        String name,
        long memoryBytes,
        List<Double> roundBytes,
        boolean allRounds,
        WorkingSetGuess guess,
        XenRateLimiter limiter,
        double linkBytesPerSecond,
        MigrationCosts costs) {
    private static final RunLimits RUN_LIMITS = new RunLimits(Long.MAX_VALUE, 1_000_000);
    private static final ConvergenceLimits NO_LIMITS =
            new ConvergenceLimits(1, 1, 0, ConvergenceLimits.ROUNDS_LIMIT);
    private static final PageCosts RAW = PageCosts.always(PageCost.raw(0, 0));

    public PublishedRun {
        roundBytes = List.copyOf(roundBytes);
        if (roundBytes.isEmpty()) {
            throw new IllegalArgumentException("roundBytes: expected 1 or more but found none");
        }
    }

    public long memoryPages() {
        return Page.count(memoryBytes);
    }

    /** Simulates it by Xen's rules. */
    public MigrationReport simulate(PageClasses memory) {
        return simulate(memory, new XenPolicy(limiter));
    }

    MigrationReport simulate(PageClasses memory, ConvergencePolicy policy) {
        Simulation simulation = new Simulation();
        Topology topology = new Topology();
        Node source = topology.addHost("source");
        Node destination = topology.addHost("destination");
        topology.connect(source, destination, LinkSpec.of(linkBytesPerSecond, 0));
        MigrationOptions options =
                new MigrationOptions(
                        1,
                        policy,
                        NO_LIMITS,
                        Verification.DIGEST,
                        Long.MAX_VALUE,
                        Waits.DEFAULT,
                        FixedDowntimes.STARTING_VALUES);
        MigrationReport[] report = new MigrationReport[1];
        new GuestMigration(
                        simulation,
                        new Network(simulation, topology),
                        topology.path(source, destination),
                        FluidGuest.of(memory, RAW),
                        new FluidOptions(options, costs, limiter),
                        ended -> report[0] = ended)
                .start();
        simulation.run(RUN_LIMITS);
        return report[0];
    }
}
