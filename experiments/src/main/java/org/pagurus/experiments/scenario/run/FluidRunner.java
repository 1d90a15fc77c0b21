package org.pagurus.experiments.scenario.run;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pagurus.codec.select.SelectorKind;
import org.pagurus.convergence.ConvergencePolicy;
import org.pagurus.convergence.FixedDowntimes;
import org.pagurus.convergence.RateLimiter;
import org.pagurus.convergence.XenPolicy;
import org.pagurus.engine.MigrationOptions;
import org.pagurus.experiments.scenario.GuestPlan;
import org.pagurus.experiments.scenario.MigrationPlan;
import org.pagurus.experiments.scenario.MigrationScenario;
import org.pagurus.experiments.scenario.SimulatedNetwork;
import org.pagurus.guest.synthetic.SyntheticConfig;
import org.pagurus.memory.Page;
import org.pagurus.report.MigrationReport;
import org.pagurus.simulator.cost.MigrationCosts;
import org.pagurus.simulator.driver.StepTimes;
import org.pagurus.simulator.fluid.FluidGuest;
import org.pagurus.simulator.fluid.FluidOptions;
import org.pagurus.simulator.fluid.GuestMigration;
import org.pagurus.simulator.kernel.Simulation;
import org.pagurus.simulator.link.Network;
import org.pagurus.simulator.workload.SyntheticClasses;
import org.pagurus.transport.command.MigrationSettings;

/**
 * Migrates classes of pages. Pages go in full: what codecs make of them is not known here. No
 * memory is needed, and a migration takes microseconds.
 */
final class FluidRunner implements MigrationRunner {
    private static final String DIRTY_LOG = "modelled";

    /** From an engine's own limits to its very end, at the latest. */
    private static final long SETTLE_NS = 600_000_000_000L;

    private static final long SLICE_EVENTS = 100_000;

    @Override
    public List<MigrationResult> run(MigrationScenario scenario, RunProgress progress)
            throws RunException {
        check(scenario);
        StepTimes steps = MeasuredCosts.of(scenario).steps();
        Simulation simulation = new Simulation();
        SimulatedNetwork plan = SimulatedNetwork.of(scenario.network());
        Network network = new Network(simulation, plan.topology());
        plan.schedule(scenario.changes(), network);
        Ended ended = new Ended(simulation, scenario.migrations().size());
        long latestNs = 0;
        for (int index = 0; index < scenario.migrations().size(); index++) {
            MigrationPlan each = scenario.migrations().get(index);
            int number = index;
            GuestMigration migration =
                    new GuestMigration(
                            simulation,
                            network,
                            plan.path(each.from(), each.to()),
                            guest(scenario, each),
                            options(scenario, each, steps),
                            report -> ended.add(number, report));
            simulation.schedule(each.startNs(), nowNs -> migration.start());
            latestNs = Math.max(latestNs, each.startNs() + each.settings().timeLimitNs());
        }
        VirtualRun.run(simulation, latestNs + SETTLE_NS, SLICE_EVENTS, ended::isAll, progress);
        return ended.results(scenario);
    }

    @Override
    public void check(MigrationScenario scenario) throws RunException {
        for (MigrationPlan migration : scenario.migrations()) {
            SelectorKind selector = migration.settings().selectorKind();
            if (selector.name() != SelectorKind.Name.NONE) {
                throw new RunException(
                        "selector of guest " + migration.guest(),
                        "none with fidelity fluid, which does not know what codecs make of pages,",
                        selector);
            }
            if (scenario.guest(migration.guest()) instanceof GuestPlan.Traced) {
                throw new RunException(
                        "trace of guest " + migration.guest(),
                        "none with fidelity fluid, which has no pages,",
                        "one");
            }
        }
    }

    /** One that has run since the scenario's start. */
    private static FluidGuest guest(MigrationScenario scenario, MigrationPlan migration) {
        return switch (scenario.guest(migration.guest())) {
            case GuestPlan.Synthetic synthetic -> {
                SyntheticConfig config = synthetic.config(scenario.about().seed());
                yield new FluidGuest(
                        SyntheticClasses.of(config, Page.count(synthetic.memoryBytes())),
                        List.of(FluidCosts.RAW),
                        migration.startNs());
            }
            case GuestPlan.Traced traced ->
                    throw new IllegalArgumentException("trace: expected none but found one");
        };
    }

    private static FluidOptions options(
            MigrationScenario scenario, MigrationPlan migration, StepTimes steps) {
        MigrationSettings settings = migration.settings();
        long memoryBytes = scenario.guest(migration.guest()).memoryBytes();
        MigrationOptions options = settings.toOptions(FixedDowntimes.STARTING_VALUES, memoryBytes);
        MigrationCosts costs = FluidCosts.of(steps, settings.compressionThreads());
        return migration.limiter() == RateLimiter.NONE
                ? FluidOptions.of(options, costs)
                : new FluidOptions(
                        withPolicy(options, new XenPolicy(migration.limiter())),
                        costs,
                        migration.limiter());
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
