package org.pagurus.experiments.demo;

import java.io.IOException;
import org.pagurus.convergence.FixedDowntimes;
import org.pagurus.engine.MigrationOptions;
import org.pagurus.experiments.calibration.Calibration;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.software.SoftwareGuest;
import org.pagurus.guest.synthetic.SyntheticConfig;
import org.pagurus.guest.synthetic.SyntheticGuests;
import org.pagurus.guest.traced.TracedGuests;
import org.pagurus.journal.JournalRecord;
import org.pagurus.journal.MemoryJournal;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.memory.MemorySource;
import org.pagurus.memory.Page;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.report.MigrationReport;
import org.pagurus.simulator.driver.CompressionChoice;
import org.pagurus.simulator.driver.ExactMigration;
import org.pagurus.simulator.driver.HostClock;
import org.pagurus.simulator.driver.HostHazards;
import org.pagurus.simulator.driver.LinkHazards;
import org.pagurus.simulator.driver.Processors;
import org.pagurus.simulator.driver.StepTimes;
import org.pagurus.simulator.driver.VirtualHost;
import org.pagurus.simulator.driver.Watcher;
import org.pagurus.simulator.driver.Wire;
import org.pagurus.simulator.kernel.RandomStreams;
import org.pagurus.simulator.kernel.RunLimits;
import org.pagurus.simulator.kernel.Simulation;
import org.pagurus.simulator.link.LinkSpec;
import org.pagurus.simulator.link.Network;
import org.pagurus.simulator.link.Node;
import org.pagurus.simulator.link.Topology;
import org.pagurus.transport.command.MigrationSettings;

/**
 * The two-host demo in virtual time: the same guest, the same client, the same settings, on the
 * exact driver. Both hosts are on one machine, whose cores they share with guest and client, and
 * the link is the loopback, to which the source sends no faster than it may. Or each is on a
 * machine of its own: then the link has that rate.
 */
public final class SimulatedDemo {
    /** The loopback: what it takes is the processors' time, and counted there. */
    static final double LOOPBACK_BYTES_PER_SECOND = 10e9;

    private static final double NS_PER_SECOND = 1e9;

    /** Events of a run are looked through so often for its end. */
    private static final long LOOK_NS = 100_000_000;

    private final DemoOptions options;
    private final Calibration calibration;
    private final SimulatedHosts hosts;

    /**
     * @param options the network is a virtual switch, whatever they say
     */
    public SimulatedDemo(DemoOptions options, Calibration calibration) {
        this(options, calibration, SimulatedHosts.DEMO);
    }

    /**
     * @param options the network is a virtual switch, whatever they say
     */
    public SimulatedDemo(DemoOptions options, Calibration calibration, SimulatedHosts hosts) {
        this.options = options;
        this.calibration = calibration;
        this.hosts = hosts;
    }

    /**
     * Runs it to the migration's end.
     *
     * @throws GuestException when there cannot be such a guest
     */
    public MigrationReport run() throws GuestException {
        Simulation simulation = new Simulation();
        SoftwareGuest guest = guest(simulation, options.guest());
        try {
            guest.boot();
            guest.resume();
            startClient(simulation, guest);
            simulation.run(new RunLimits(options.warmUpNs(), Long.MAX_VALUE));
            try (ExactMigration migration = migration(simulation, guest)) {
                migration.start();
                return run(simulation, migration);
            }
        } catch (IOException e) {
            throw new IllegalStateException("a journal in memory does not fail", e);
        } finally {
            guest.close();
        }
    }

    /** It asks for as long as anything happens. */
    private void startClient(Simulation simulation, SoftwareGuest guest) {
        if (hosts.requestsPerSecond() > 0) {
            new SimulatedClient(
                            simulation,
                            guest,
                            options.guest().nic(),
                            options.seed(),
                            hosts.requestsPerSecond())
                    .start();
        }
    }

    private MigrationReport run(Simulation simulation, ExactMigration migration) {
        long endNs = simulation.nowNs() + 2 * options.settings().timeLimitNs();
        while (simulation.nowNs() < endNs) {
            simulation.run(new RunLimits(simulation.nowNs() + LOOK_NS, Long.MAX_VALUE));
            MigrationReport report = migration.report();
            if (report != null) {
                return report;
            }
        }
        throw new IllegalStateException("the migration did not end");
    }

    private ExactMigration migration(Simulation simulation, SoftwareGuest guest)
            throws IOException, GuestException {
        Topology topology = new Topology();
        Node from = topology.addHost("source");
        Node to = topology.addHost("destination");
        topology.connect(from, to, LinkSpec.of(linkBytesPerSecond(), 0));
        Processors sourceProcessors = sourceProcessors(simulation);
        VirtualHost source = host("source", simulation, sourceProcessors);
        source.journal()
                .append(
                        JournalRecord.of(
                                JournalRecord.Step.STARTED,
                                JournalRecord.NO_MIGRATION,
                                guest.description()));
        MigrationSettings settings = options.settings();
        MigrationOptions engineOptions =
                settings.toOptions(FixedDowntimes.STARTING_VALUES, options.guest().memoryBytes());
        return new ExactMigration(
                new Wire(
                        simulation,
                        new Network(simulation, topology),
                        topology.path(from, to),
                        topology.path(to, from),
                        LinkHazards.NONE),
                source,
                guest,
                host(
                        "destination",
                        simulation,
                        destinationProcessors(simulation, sourceProcessors)),
                MigrationToken.random(new RandomStreams(options.seed()).stream("token")),
                engineOptions,
                new CompressionChoice(
                        settings.selectorKind(),
                        settings.compressionThreads(),
                        settings.deltaCacheBytes(),
                        settings.linkRateBytesPerSecond()),
                Watcher.NONE);
    }

    private double linkBytesPerSecond() {
        long rate = options.settings().linkRateBytesPerSecond();
        return hosts.oneMachine() || rate == 0 ? LOOPBACK_BYTES_PER_SECOND : rate;
    }

    /** On one machine all that runs there shares them; of two, each has half of the rest. */
    private Processors sourceProcessors(Simulation simulation) throws GuestException {
        double others = hosts.oneMachine() ? 1 : 0.5;
        return new Processors(
                simulation,
                calibration.cores(),
                others * calibration.takenCores() + guestCores(options.guest(), calibration));
    }

    private Processors destinationProcessors(Simulation simulation, Processors source) {
        return hosts.oneMachine()
                ? source
                : new Processors(simulation, calibration.cores(), calibration.takenCores() / 2);
    }

    /** Without a directory for it, the demo's hosts keep their journals in memory. */
    private VirtualHost host(String name, Simulation simulation, Processors processors) {
        StepTimes steps =
                hosts.oneMachine()
                        ? calibration.steps().withJournalNs(calibration.memoryJournalNs())
                        : calibration.steps();
        return new VirtualHost(
                name,
                simulation,
                new HostClock(simulation, 0, 0),
                processors,
                steps,
                calibration.pages(),
                new MemoryJournal(),
                description -> guest(simulation, description),
                HostHazards.NONE);
    }

    /** What the guest and all else leave of the cores to encoders and decoders. */
    static double leftCores(GuestDescription guest, Calibration calibration) throws GuestException {
        double taken = calibration.takenCores() + guestCores(guest, calibration);
        return Math.max(Processors.LEAST_LEFT_CORES, calibration.cores() - taken);
    }

    /** A synthetic guest's share of the processors; a trace's is little. */
    private static double guestCores(GuestDescription guest, Calibration calibration)
            throws GuestException {
        if (!guest.kind().equals(SyntheticGuests.KIND)) {
            return 0;
        }
        long rate = SyntheticConfig.fromBytes(guest.configuration()).dirtyRateBytesPerSecond();
        return rate / (double) Page.SIZE_BYTES * calibration.writtenPageNs() / NS_PER_SECOND;
    }

    private SoftwareGuest guest(Simulation simulation, GuestDescription description)
            throws GuestException {
        // Marks do not depend on who makes them; what the kernel's log takes is in the calibration.
        return switch (description.kind()) {
            case SyntheticGuests.KIND ->
                    SyntheticGuests.stepped(simulation::nowNs, MemorySource.FRESH)
                            .create(description, DirtyLogKind.SOFTWARE);
            case TracedGuests.KIND ->
                    TracedGuests.stepped(
                                    options.tracesDirectory(),
                                    simulation::nowNs,
                                    MemorySource.FRESH)
                            .create(description, DirtyLogKind.SOFTWARE);
            default -> throw new GuestException("kind: no such guest: " + description.kind());
        };
    }
}
