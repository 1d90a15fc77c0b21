package org.pagurus.experiments.scenario.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.pagurus.convergence.FixedDowntimes;
import org.pagurus.experiments.calibration.Calibration;
import org.pagurus.experiments.scenario.GuestPlan;
import org.pagurus.experiments.scenario.MigrationPlan;
import org.pagurus.experiments.scenario.MigrationScenario;
import org.pagurus.experiments.scenario.SimulatedNetwork;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.guest.software.SoftwareGuest;
import org.pagurus.journal.JournalRecord;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.report.MigrationReport;
import org.pagurus.simulator.driver.CompressionChoice;
import org.pagurus.simulator.driver.ExactMigration;
import org.pagurus.simulator.driver.LinkHazards;
import org.pagurus.simulator.driver.VirtualHost;
import org.pagurus.simulator.driver.Watcher;
import org.pagurus.simulator.driver.Wire;
import org.pagurus.simulator.kernel.RandomStreams;
import org.pagurus.simulator.kernel.Simulation;
import org.pagurus.simulator.link.Network;
import org.pagurus.transport.command.MigrationSettings;

/**
 * Migrates by real engines, real pages and real codecs. Every guest runs from the scenario's start,
 * and has its memory on both hosts, as real memory of this machine.
 */
final class ExactRunner implements MigrationRunner {
    private static final String DIRTY_LOG = "software";

    /** What this process needs beside guests' memory. */
    private static final long OTHER_BYTES = 512L << 20;

    /** 52:54:00 is the prefix of software NICs; 10.x.x.x is nobody's. */
    private static final long FIRST_MAC = 0x5254_0000_0001L;

    private static final int FIRST_IP = 0x0a00_0001;

    /** From an engine's own limits to its very end, at the latest. */
    private static final long SETTLE_NS = 600_000_000_000L;

    /** Encoding a frame is one event, and takes milliseconds. */
    private static final long SLICE_EVENTS = 64;

    @Override
    public List<MigrationResult> run(MigrationScenario scenario, RunProgress progress)
            throws RunException {
        check(scenario);
        Calibration costs = MeasuredCosts.of(scenario);
        Simulation simulation = new Simulation();
        SimulatedNetwork plan = SimulatedNetwork.of(scenario.network());
        Network network = new Network(simulation, plan.topology());
        plan.schedule(scenario.changes(), network);
        ExactHosts hosts = new ExactHosts(simulation, scenario, costs);
        RandomGenerator tokens = new RandomStreams(scenario.about().seed()).stream("tokens");
        List<ExactMigration> migrations = new ArrayList<>();
        try {
            long latestNs = 0;
            for (MigrationPlan each : scenario.migrations()) {
                Wire wire =
                        new Wire(
                                simulation,
                                network,
                                plan.path(each.from(), each.to()),
                                plan.path(each.to(), each.from()),
                                LinkHazards.NONE);
                ExactMigration migration =
                        migration(scenario, each, wire, hosts, MigrationToken.random(tokens));
                migrations.add(migration);
                simulation.schedule(each.startNs(), nowNs -> migration.start());
                latestNs = Math.max(latestNs, each.startNs() + each.settings().timeLimitNs());
            }
            VirtualRun.run(
                    simulation,
                    latestNs + SETTLE_NS,
                    SLICE_EVENTS,
                    () -> areOver(migrations),
                    progress);
            return results(scenario, migrations);
        } finally {
            migrations.forEach(ExactMigration::close);
        }
    }

    @Override
    public void check(MigrationScenario scenario) throws RunException {
        GuestChecks.expectReplayAsRecorded(scenario);
        GuestChecks.expectRoom(scenario, OTHER_BYTES, "choose less memory or fidelity fluid");
    }

    @Override
    public long memoryBytes(MigrationScenario scenario) {
        return GuestChecks.memoryBytes(scenario) + OTHER_BYTES;
    }

    private static ExactMigration migration(
            MigrationScenario scenario,
            MigrationPlan plan,
            Wire wire,
            ExactHosts hosts,
            MigrationToken token)
            throws RunException {
        MigrationSettings settings = plan.settings();
        GuestPlan guest = scenario.guest(plan.guest());
        try {
            VirtualHost source = hosts.host(plan.from());
            return new ExactMigration(
                    wire,
                    source,
                    boot(scenario, guest, source, hosts),
                    hosts.host(plan.to()),
                    token,
                    settings.toOptions(FixedDowntimes.STARTING_VALUES, guest.memoryBytes()),
                    new CompressionChoice(
                            settings.selectorKind(),
                            settings.compressionThreads(),
                            settings.deltaCacheBytes()),
                    Watcher.NONE);
        } catch (GuestException | IOException e) {
            throw new RunException(
                    "guest " + guest.name(), "one that can be booted", "that it can't: " + e);
        }
    }

    private static SoftwareGuest boot(
            MigrationScenario scenario, GuestPlan plan, VirtualHost host, ExactHosts hosts)
            throws GuestException, IOException {
        int number = scenario.guests().indexOf(plan);
        NicAddress nic =
                new NicAddress(
                        new MacAddress(FIRST_MAC + number), new Ipv4Address(FIRST_IP + number));
        SoftwareGuest guest = hosts.create(plan.describe(nic, scenario.about().seed() + number));
        guest.boot();
        guest.resume();
        host.journal()
                .append(
                        JournalRecord.of(
                                JournalRecord.Step.STARTED,
                                JournalRecord.NO_MIGRATION,
                                guest.description()));
        return guest;
    }

    private static boolean areOver(List<ExactMigration> migrations) {
        return migrations.stream().allMatch(migration -> migration.report() != null);
    }

    private static List<MigrationResult> results(
            MigrationScenario scenario, List<ExactMigration> migrations) {
        List<MigrationResult> results = new ArrayList<>();
        for (int index = 0; index < migrations.size(); index++) {
            MigrationReport report = migrations.get(index).report();
            if (report == null) {
                throw new IllegalStateException("report: expected one of each but found none");
            }
            MigrationPlan plan = scenario.migrations().get(index);
            results.add(
                    MigrationResult.of(
                            plan, scenario.guest(plan.guest()).load(), report, DIRTY_LOG));
        }
        return results;
    }
}
