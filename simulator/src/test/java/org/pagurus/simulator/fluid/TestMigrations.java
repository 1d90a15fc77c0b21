package org.pagurus.simulator.fluid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.pagurus.convergence.ConvergenceLimits;
import org.pagurus.convergence.ConvergencePolicy;
import org.pagurus.convergence.Decision;
import org.pagurus.convergence.FixedDowntimes;
import org.pagurus.convergence.Situation;
import org.pagurus.engine.MigrationOptions;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.engine.Waits;
import org.pagurus.report.MigrationReport;
import org.pagurus.simulator.cost.PageCost;
import org.pagurus.simulator.cost.PageCosts;
import org.pagurus.simulator.kernel.RunEnd;
import org.pagurus.simulator.kernel.RunLimits;
import org.pagurus.simulator.kernel.Simulation;
import org.pagurus.simulator.link.LinkSpec;
import org.pagurus.simulator.link.Network;
import org.pagurus.simulator.link.Node;
import org.pagurus.simulator.link.Topology;

/** Migrations alone on one link, and what they are told. */
final class TestMigrations {
    static final long MS = 1_000_000;
    static final long SECOND_NS = 1000 * MS;
    static final PageCosts RAW = PageCosts.always(PageCost.raw(0, 0));
    static final ConvergenceLimits LIMITS = new ConvergenceLimits(300 * MS, 300 * MS, 0, 10_000);

    private TestMigrations() {}

    static MigrationOptions options(ConvergencePolicy policy, ConvergenceLimits limits) {
        return new MigrationOptions(
                4,
                policy,
                limits,
                Verification.DIGEST,
                Long.MAX_VALUE,
                Waits.DEFAULT,
                FixedDowntimes.STARTING_VALUES);
    }

    static MigrationReport run(
            FluidGuest guest, FluidOptions options, double linkBytesPerSecond, long latencyNs) {
        Simulation simulation = new Simulation();
        Topology topology = new Topology();
        Node source = topology.addHost("source");
        Node destination = topology.addHost("destination");
        topology.connect(source, destination, LinkSpec.of(linkBytesPerSecond, latencyNs));
        AtomicReference<MigrationReport> report = new AtomicReference<>();
        new GuestMigration(
                        simulation,
                        new Network(simulation, topology),
                        topology.path(source, destination),
                        guest,
                        options,
                        report::set)
                .start();
        RunEnd end = simulation.run(new RunLimits(Long.MAX_VALUE, 1_000_000));
        assertEquals(RunEnd.NOTHING_PENDING, end);
        return assertNotNullReport(report.get());
    }

    private static MigrationReport assertNotNullReport(MigrationReport report) {
        assertNotNull(report, "a migration must end");
        return report;
    }

    /** So many pre-copy rounds, the same way throughout. */
    record FixedRounds(int rounds, int throttlePercent, boolean defer)
            implements ConvergencePolicy {
        @Override
        public String name() {
            return "fixed";
        }

        @Override
        public Decision decide(Situation situation, ConvergenceLimits limits) {
            return situation.rounds().size() < rounds
                    ? new Decision.NextRound(throttlePercent, defer)
                    : new Decision.StopAndCopy("after " + rounds + " rounds");
        }
    }

    static List<FixedRounds> fixedRounds() {
        return List.of(
                new FixedRounds(5, 0, false),
                new FixedRounds(5, 0, true),
                new FixedRounds(4, 60, false));
    }
}
