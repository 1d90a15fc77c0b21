package org.pagurus.experiments.scenario.run;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pagurus.convergence.ConvergencePolicy;
import org.pagurus.convergence.FixedDowntimes;
import org.pagurus.convergence.RateLimiter;
import org.pagurus.convergence.XenPolicy;
import org.pagurus.engine.MigrationOptions;
import org.pagurus.engine.page.FramesAhead;
import org.pagurus.experiments.calibration.Calibration;
import org.pagurus.experiments.scenario.MigrationPlan;
import org.pagurus.experiments.scenario.MigrationScenario;
import org.pagurus.experiments.scenario.SimulatedNetwork;
import org.pagurus.report.MigrationReport;
import org.pagurus.simulator.cost.MigrationCosts;
import org.pagurus.simulator.cost.PagePipeline;
import org.pagurus.simulator.fluid.FluidGuest;
import org.pagurus.simulator.fluid.FluidOptions;
import org.pagurus.simulator.fluid.GuestMigration;
import org.pagurus.simulator.kernel.Simulation;
import org.pagurus.simulator.link.Link;
import org.pagurus.simulator.link.Network;
import org.pagurus.simulator.link.Path;
import org.pagurus.simulator.sample.SamplingChoice;
import org.pagurus.simulator.sample.StepCosts;
import org.pagurus.transport.command.MigrationSettings;

/**
 * Migrates classes of pages. What they take is sampled once for guests that are alike; a migration
 * then takes microseconds, and no memory.
 */
final class FluidRunner implements MigrationRunner {
    private static final String DIRTY_LOG = "modelled";

    /** From an engine's own limits to its very end, at the latest. */
    private static final long SETTLE_NS = 600_000_000_000L;

    private static final long SLICE_EVENTS = 100_000;

    /** Of a path within a host. */
    private static final double MOST_BYTES_PER_SECOND = 1e12;

    @Override
    public List<MigrationResult> run(MigrationScenario scenario, RunProgress progress)
            throws RunException {
        Calibration costs = MeasuredCosts.of(scenario);
        FluidGuests guests = new FluidGuests(scenario.about().seed());
        Simulation simulation = new Simulation();
        SimulatedNetwork plan = SimulatedNetwork.of(scenario.network());
        Network network = new Network(simulation, plan.topology());
        plan.schedule(scenario.changes(), network);
        Ended ended = new Ended(simulation, scenario.migrations().size());
        long latestNs = 0;
        for (int index = 0; index < scenario.migrations().size(); index++) {
            MigrationPlan each = scenario.migrations().get(index);
            int number = index;
            Path path = plan.path(each.from(), each.to());
            FluidOptions options = options(scenario, each, costs);
            FluidGuest guest =
                    guests.guest(
                            scenario.guest(each.guest()),
                            each.startNs(),
                            sampling(scenario, each, path, options, costs));
            GuestMigration migration =
                    new GuestMigration(
                            simulation,
                            network,
                            path,
                            guest,
                            options,
                            report -> ended.add(number, report));
            simulation.schedule(each.startNs(), nowNs -> migration.start());
            latestNs = Math.max(latestNs, each.startNs() + each.settings().timeLimitNs());
        }
        VirtualRun.run(simulation, latestNs + SETTLE_NS, SLICE_EVENTS, ended::isAll, progress);
        return ended.results(scenario);
    }

    private static FluidOptions options(
            MigrationScenario scenario, MigrationPlan migration, Calibration costs) {
        MigrationSettings settings = migration.settings();
        boolean encodes = settings.selectorKind().encodes();
        // Pages in full are read and put to their places by event loops.
        int encoders = encodes ? settings.compressionThreads() : costs.cores();
        int decoders = encodes ? Math.max(1, costs.cores() - 1) : settings.streams();
        long memoryBytes = scenario.guest(migration.guest()).memoryBytes();
        MigrationOptions options = settings.toOptions(FixedDowntimes.STARTING_VALUES, memoryBytes);
        MigrationCosts steps = StepCosts.of(costs.steps(), settings.streams(), encoders, decoders);
        if (migration.limiter() != RateLimiter.NONE) {
            // As Xen has it, whose hosts don't read ahead of the link.
            return new FluidOptions(
                    withPolicy(options, new XenPolicy(migration.limiter())),
                    steps,
                    migration.limiter());
        }
        return new FluidOptions(
                options,
                steps,
                RateLimiter.NONE,
                PagePipeline.ofHosts(
                        costs.cores(), costs.steps().wakeNs(), encodes ? FramesAhead.ENCODED : 0));
    }

    private static MigrationOptions withPolicy(MigrationOptions options, ConvergencePolicy policy) {
        return new MigrationOptions(
                options.streams(),
                policy,
                options.limits(),
                options.verify(),
                options.timeLimitNs(),
                options.waits(),
                options.fixedDowntime());
    }

    /** Pages are sampled as they would be sent if the migration had its links for itself. */
    private static SamplingChoice sampling(
            MigrationScenario scenario,
            MigrationPlan migration,
            Path path,
            FluidOptions options,
            Calibration costs) {
        MigrationSettings settings = migration.settings();
        return new SamplingChoice(
                settings.selectorKind(),
                settings.streams(),
                options.costs().sourceThreads(),
                options.costs().destinationThreads(),
                settings.deltaCacheBytes(),
                scenario.guest(migration.guest()).memoryBytes(),
                path.links().stream()
                        .mapToDouble(Link::capacityBytesPerSecond)
                        .min()
                        .orElse(MOST_BYTES_PER_SECOND),
                costs.pages(),
                options.pipeline());
    }

    /** The reports of those that have ended; the last ends the run. */
    private static final class Ended {
        private final Simulation simulation;
        private final @Nullable MigrationReport[] reports;
        private int count;

        Ended(Simulation simulation, int migrations) {
            this.simulation = simulation;
            reports = new @Nullable MigrationReport[migrations];
        }

        void add(int number, MigrationReport report) {
            reports[number] = report;
            count++;
            if (isAll()) {
                simulation.stop();
            }
        }

        boolean isAll() {
            return count == reports.length;
        }

        List<MigrationResult> results(MigrationScenario scenario) {
            List<MigrationResult> results = new ArrayList<>();
            for (MigrationPlan plan : scenario.migrations()) {
                MigrationReport report = reports[results.size()];
                if (report == null) {
                    throw new IllegalStateException("report: expected one of each, found none");
                }
                results.add(
                        MigrationResult.of(
                                plan, scenario.guest(plan.guest()).load(), report, DIRTY_LOG));
            }
            return results;
        }
    }
}
