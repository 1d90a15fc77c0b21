package org.pagurus.simulator.fault;

import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pagurus.engine.source.SourceAction.RoundCompleted;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.guest.service.KeyValueReply;
import org.pagurus.guest.software.SoftwareGuest;
import org.pagurus.guest.synthetic.SyntheticGuests;
import org.pagurus.journal.JournalRecord;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.journal.MemoryJournal;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.memory.MemorySource;
import org.pagurus.memory.Page;
import org.pagurus.report.MigrationReport;
import org.pagurus.simulator.checker.Checkers;
import org.pagurus.simulator.checker.Scene;
import org.pagurus.simulator.checker.Violation;
import org.pagurus.simulator.driver.CompressionChoice;
import org.pagurus.simulator.driver.ExactMigration;
import org.pagurus.simulator.driver.Happening;
import org.pagurus.simulator.driver.HostClock;
import org.pagurus.simulator.driver.PageTimes;
import org.pagurus.simulator.driver.SourceTap;
import org.pagurus.simulator.driver.StepTimes;
import org.pagurus.simulator.driver.VirtualHost;
import org.pagurus.simulator.driver.Watcher;
import org.pagurus.simulator.driver.Wire;
import org.pagurus.simulator.fault.TrialResult.End;
import org.pagurus.simulator.kernel.RunEnd;
import org.pagurus.simulator.kernel.RunLimits;
import org.pagurus.simulator.kernel.Simulation;
import org.pagurus.simulator.link.DuplexLink;
import org.pagurus.simulator.link.LinkChange;
import org.pagurus.simulator.link.Network;
import org.pagurus.simulator.link.Node;
import org.pagurus.simulator.link.Topology;

/**
 * A migration that meets the faults of a plan, with a client at work, until nothing more happens;
 * all checkers watch it. Everything follows from the plan.
 */
public final class Trial {
    private static final long MOST_EVENTS = 200_000;
    private static final long LATEST_NS = 3_600_000_000_000L;
    private static final int CORES = 2;
    private static final long DELTA_CACHE_BYTES = 1 << 20;

    /** Off by less before anything goes wrong; a clock shows 0 or more. */
    private static final long CLOCK_NS = 1_000_000_000_000L;

    private static final StepTimes STEPS =
            new StepTimes(
                    20_000, 100_000, 100_000, 20, 100_000, 100_000, 150, 400_000, 100_000, 200_000,
                    100_000);
    private static final PageTimes PAGES = PageTimes.typical();
    private static final NicAddress NIC =
            new NicAddress(MacAddress.parse("52:54:00:00:00:01"), Ipv4Address.parse("10.0.0.1"));

    private final Simulation simulation = new Simulation();
    private final FaultPlan plan;
    private final TrialSetup setup;
    private final FaultScript script;
    private final SyntheticGuests guests;
    private final Network network;
    private final DuplexLink link;
    private final VirtualHost source;
    private final VirtualHost destination;
    private final ExactMigration migration;
    private final Checkers checkers;
    private final Client client;
    private final Trace trace;
    private int stalls;
    private boolean sourceCrashed;

    private Trial(
            FaultPlan plan, TrialMemory memory, SourceTap tap, @Nullable Consumer<String> lines)
            throws GuestException, IOException {
        this.plan = plan;
        setup = TrialSetup.of(plan.seed());
        script = new FaultScript(simulation, plan);
        MemorySource rooms = setup.ownMemory() ? MemorySource.FRESH : memory.guests();
        guests = SyntheticGuests.stepped(simulation::nowNs, rooms);
        Topology topology = new Topology();
        Node here = topology.addHost("source");
        Node there = topology.addHost("destination");
        link = topology.connect(here, there, setup.link());
        network = new Network(simulation, topology);
        source = host(Side.SOURCE);
        destination = host(Side.DESTINATION);
        client = new Client(simulation, NIC, this::carry, setup.clientWaitNs());
        trace = new Trace(simulation, lines);
        GuestDescription description =
                SyntheticGuests.describe(
                        "guest", setup.pages() * Page.SIZE_BYTES, NIC, setup.guest());
        SoftwareGuest guest = guests.create(description, DirtyLogKind.SOFTWARE);
        guest.boot();
        plug(guest, source);
        guest.resume();
        source.journal()
                .append(JournalRecord.of(Step.STARTED, JournalRecord.NO_MIGRATION, description));
        migration =
                new ExactMigration(
                        new Wire(
                                simulation,
                                network,
                                topology.path(here, there),
                                topology.path(there, here),
                                script,
                                memory.frames()),
                        source,
                        guest,
                        destination,
                        new ExactMigration.Order(
                                setup.token(),
                                setup.options(),
                                new CompressionChoice(setup.selector(), CORES, DELTA_CACHE_BYTES),
                                tap),
                        new Relay());
        boolean keepsWhatSurvives =
                !plan.has(Effect.NoResume.class)
                        && plan.faults().stream()
                                .noneMatch(
                                        one ->
                                                one.fault().effect() instanceof Effect.DiskFull full
                                                        && full.side() == Side.DESTINATION);
        checkers =
                new Checkers(
                        new Scene(source, destination, migration),
                        new Checkers.Circumstances(
                                keepsWhatSurvives, plan.has(Effect.Damage.class), script::healedNs),
                        memory.copy());
    }

    /** Runs the migration of a plan's seed with the plan's faults. */
    public static TrialResult run(FaultPlan plan, TrialMemory memory) {
        return run(plan, memory, SourceTap.NONE, null);
    }

    /**
     * The same, watched.
     *
     * @param tap stands between the source's engine and its guest
     * @param lines takes a line for all that happens; null for none
     */
    public static TrialResult run(
            FaultPlan plan, TrialMemory memory, SourceTap tap, @Nullable Consumer<String> lines) {
        try {
            return new Trial(plan, memory, tap, lines).run();
        } catch (GuestException | IOException e) {
            throw new IllegalStateException("a small guest can be had", e);
        }
    }

    private TrialResult run() {
        Violation violation = null;
        try {
            runToTheEnd();
        } catch (Violation found) {
            violation = found;
        } catch (RuntimeException | AssertionError thrown) {
            violation = new Violation(thrown);
        } finally {
            migration.close();
        }
        if (violation != null) {
            trace.line("violated: " + violation.checker() + ": " + violation.getMessage());
        }
        return new TrialResult(
                plan,
                end(),
                script.fired(),
                violation,
                simulation.firedEvents(),
                simulation.nowNs(),
                checkers.writes().writes());
    }

    private void runToTheEnd() {
        script.begin(new Stage());
        migration.start();
        client.next();
        RunEnd end = simulation.run(new RunLimits(LATEST_NS, MOST_EVENTS));
        if (end != RunEnd.NOTHING_PENDING) {
            throw new Violation("bounded time", "it never comes to rest: " + end);
        }
        checkers.atEnd();
    }

    private End end() {
        MigrationReport report = migration.report();
        if (report == null) {
            return sourceCrashed ? End.CRASHED : End.FAILED;
        }
        return switch (report.outcome()) {
            case COMPLETED -> End.COMPLETED;
            case CANCELLED -> End.CANCELLED;
            case FAILED -> End.FAILED;
        };
    }

    private VirtualHost host(Side side) {
        Effect.WrongClock wrong = plan.clock(side);
        return new VirtualHost(
                side.toString(),
                simulation,
                wrong == null
                        ? new HostClock(simulation, CLOCK_NS, 0)
                        : new HostClock(simulation, CLOCK_NS + wrong.offsetNs(), wrong.driftPpm()),
                CORES,
                STEPS,
                PAGES,
                new MemoryJournal(),
                this::comingGuest,
                script.host(side));
    }

    private SoftwareGuest comingGuest(GuestDescription description) throws GuestException {
        SoftwareGuest guest = guests.create(description, DirtyLogKind.SOFTWARE);
        plug(guest, destination);
        return guest;
    }

    /** What a guest answers is noted where it is said, and then comes to the client. */
    private void plug(SoftwareGuest guest, VirtualHost host) {
        guest.nic()
                .plug(
                        frame -> {
                            KeyValueReply reply = Client.read(frame);
                            trace.answered(host, reply);
                            checkers.writes().answers(reply);
                            client.receive(reply);
                        });
    }

    /** A frame for the guest goes where its address was announced last. */
    private void carry(byte[] frame) {
        boolean here = checkers.address().owner() == source;
        SoftwareGuest guest = here ? migration.guest() : migration.arrivedGuest();
        if (guest != null && !guest.isClosed()) {
            guest.runToNow();
            guest.nic().receive(frame);
        }
    }

    /** What faults are done to. */
    private final class Stage implements FaultScript.Stage {
        @Override
        public void breakConnections() {
            migration.breakConnections("link cut");
        }

        @Override
        public void stall(long forNs) {
            if (stalls++ == 0) {
                network.apply(new LinkChange.Cut(link.forth()));
                network.apply(new LinkChange.Cut(link.back()));
            }
            simulation.schedule(
                    simulation.nowNs() + forNs,
                    nowNs -> {
                        if (--stalls == 0) {
                            network.apply(new LinkChange.Restore(link.forth()));
                            network.apply(new LinkChange.Restore(link.back()));
                        }
                    });
        }

        @Override
        public void connectFromNobody(long lifeNs) {
            migration.connectFromNobody(lifeNs);
        }

        @Override
        public void loseStream(Side side) {
            switch (side) {
                case SOURCE -> migration.sourceLosesStream();
                case DESTINATION -> migration.destinationLosesStream();
            }
        }

        @Override
        public void crash(Side side, long downNs) {
            script.crashes(side);
            switch (side) {
                case SOURCE -> {
                    sourceCrashed = true;
                    migration.crashSource(downNs);
                }
                case DESTINATION -> migration.crashDestination(downNs);
            }
        }

        @Override
        public void cancel() {
            migration.cancel();
        }

        @Override
        public void happens(Fault fault) {
            trace.line("fault: " + fault);
        }
    }

    /** Tells whoever watches. */
    private final class Relay implements Watcher {
        @Override
        public void roundCompleted(RoundCompleted round) {
            checkers.roundCompleted(round);
        }

        @Override
        public void guestRuns(VirtualHost host, SoftwareGuest guest) {
            trace.on(host, "the guest runs");
            checkers.guestRuns(host, guest);
        }

        @Override
        public void guestStops(VirtualHost host, SoftwareGuest guest) {
            trace.on(host, "the guest stops");
            checkers.guestStops(host, guest);
        }

        @Override
        public void announced(VirtualHost host, SoftwareGuest guest) {
            trace.on(host, "the guest's addresses are announced");
            checkers.announced(host, guest);
        }

        @Override
        public void happened(Happening what) {
            trace.happened(what);
            checkers.happened(what);
        }
    }
}
