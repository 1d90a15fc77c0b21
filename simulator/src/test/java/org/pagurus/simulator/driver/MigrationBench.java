package org.pagurus.simulator.driver;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.random.RandomGenerator;
import org.pagurus.codec.select.SelectorKind;
import org.pagurus.convergence.ConvergenceLimits;
import org.pagurus.convergence.ConvergencePolicies;
import org.pagurus.convergence.FixedDowntimes;
import org.pagurus.engine.MigrationOptions;
import org.pagurus.engine.Waits;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.guest.software.SoftwareGuest;
import org.pagurus.guest.synthetic.ContentMix;
import org.pagurus.guest.synthetic.SyntheticConfig;
import org.pagurus.guest.synthetic.SyntheticGuests;
import org.pagurus.guest.synthetic.Workloads;
import org.pagurus.journal.JournalRecord;
import org.pagurus.journal.MemoryJournal;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.memory.MemorySource;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.report.MigrationReport;
import org.pagurus.simulator.kernel.RandomStreams;
import org.pagurus.simulator.kernel.RunLimits;
import org.pagurus.simulator.kernel.Simulation;
import org.pagurus.simulator.link.DuplexLink;
import org.pagurus.simulator.link.LinkChange;
import org.pagurus.simulator.link.LinkSpec;
import org.pagurus.simulator.link.Network;
import org.pagurus.simulator.link.Node;
import org.pagurus.simulator.link.Topology;

/** Two hosts, a link and a guest that checks its memory, in virtual time. */
final class MigrationBench implements AutoCloseable {
    /** What a test wants other than usual. */
    static final class Setup {
        private String selector = "adaptive";
        private double bytesPerSecond = 50e6;
        private long dirtyBytesPerSecond = 4 << 20;
        private long destinationOffsetNs;
        private long cutAtNs = -1;
        private long restoredAtNs;

        Setup selector(String kind) {
            selector = kind;
            return this;
        }

        Setup bytesPerSecond(double rate) {
            bytesPerSecond = rate;
            return this;
        }

        Setup dirtyBytesPerSecond(long rate) {
            dirtyBytesPerSecond = rate;
            return this;
        }

        Setup destinationOffsetNs(long ns) {
            destinationOffsetNs = ns;
            return this;
        }

        Setup cut(long atNs, long untilNs) {
            cutAtNs = atNs;
            restoredAtNs = untilNs;
            return this;
        }
    }

    private static final long MEMORY_BYTES = 16 << 20;
    private static final long SETTLE_NS = 10_000_000_000L;

    private final Simulation simulation = new Simulation();
    private final SyntheticGuests guests =
            SyntheticGuests.stepped(simulation::nowNs, MemorySource.FRESH);
    private final SoftwareGuest guest;
    private final ExactMigration migration;

    MigrationBench(Setup setup) throws Exception {
        Topology topology = new Topology();
        Node first = topology.addHost("source");
        Node second = topology.addHost("destination");
        DuplexLink link =
                topology.connect(first, second, LinkSpec.of(setup.bytesPerSecond, 100_000));
        Network network = new Network(simulation, topology);
        if (setup.cutAtNs >= 0) {
            network.schedule(setup.cutAtNs, new LinkChange.Cut(link.forth()));
            network.schedule(setup.cutAtNs, new LinkChange.Cut(link.back()));
            network.schedule(setup.restoredAtNs, new LinkChange.Restore(link.forth()));
            network.schedule(setup.restoredAtNs, new LinkChange.Restore(link.back()));
        }
        SyntheticConfig config =
                new SyntheticConfig(
                        Workloads.parse("invariant"),
                        ContentMix.parse("zero=20,text=30,heap=40,random=10"),
                        setup.dirtyBytesPerSecond,
                        8 << 20,
                        0,
                        1,
                        1);
        NicAddress nic =
                new NicAddress(
                        MacAddress.parse("52:54:00:00:00:01"), Ipv4Address.parse("10.0.0.1"));
        guest =
                guests.create(
                        SyntheticGuests.describe("guest", MEMORY_BYTES, nic, config),
                        DirtyLogKind.SOFTWARE);
        guest.boot();
        guest.resume();
        VirtualHost source = host("source", 0);
        source.journal()
                .append(
                        JournalRecord.of(
                                JournalRecord.Step.STARTED,
                                JournalRecord.NO_MIGRATION,
                                guest.description()));
        RandomGenerator random = new RandomStreams(1).stream("token");
        migration =
                new ExactMigration(
                        new Wire(
                                simulation,
                                network,
                                topology.path(first, second),
                                topology.path(second, first),
                                LinkHazards.NONE),
                        source,
                        guest,
                        host("destination", setup.destinationOffsetNs),
                        MigrationToken.random(random),
                        new MigrationOptions(
                                2,
                                ConvergencePolicies.all().getFirst(),
                                new ConvergenceLimits(300_000_000, 300_000_000, 0, 30),
                                MigrationOptions.Verification.FULL,
                                600_000_000_000L,
                                Waits.DEFAULT,
                                FixedDowntimes.STARTING_VALUES),
                        new CompressionChoice(SelectorKind.parse(setup.selector), 2, 8 << 20),
                        Watcher.NONE);
    }

    private VirtualHost host(String name, long offsetNs) {
        return new VirtualHost(
                name,
                simulation,
                new HostClock(simulation, offsetNs, 0),
                2,
                StepTimes.TYPICAL,
                PageTimes.typical(),
                new MemoryJournal(),
                description -> guests.create(description, DirtyLogKind.SOFTWARE),
                HostHazards.NONE);
    }

    ExactMigration migration() {
        return migration;
    }

    SoftwareGuest guest() {
        return guest;
    }

    /** Runs the migration to its end, and a while longer. */
    MigrationReport run() {
        migration.start();
        while (migration.report() == null && simulation.pendingEvents() > 0) {
            simulation.run(new RunLimits(simulation.nowNs() + SETTLE_NS, Long.MAX_VALUE));
        }
        simulation.run(new RunLimits(simulation.nowNs() + SETTLE_NS, Long.MAX_VALUE));
        MigrationReport report = migration.report();
        assertNotNull(report, "the migration did not end");
        return report;
    }

    @Override
    public void close() {
        migration.close();
    }
}
