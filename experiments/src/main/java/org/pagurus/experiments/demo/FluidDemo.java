package org.pagurus.experiments.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.pagurus.codec.select.SelectorKind;
import org.pagurus.convergence.FixedDowntimes;
import org.pagurus.convergence.RateLimiter;
import org.pagurus.engine.page.FramesAhead;
import org.pagurus.engine.page.LinkRateLimit;
import org.pagurus.experiments.calibration.Calibration;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.synthetic.SyntheticConfig;
import org.pagurus.guest.synthetic.SyntheticGuests;
import org.pagurus.guest.traced.TraceDirectory;
import org.pagurus.guest.traced.TracedConfig;
import org.pagurus.memory.Page;
import org.pagurus.report.MigrationReport;
import org.pagurus.simulator.cost.PagePipeline;
import org.pagurus.simulator.driver.StepTimes;
import org.pagurus.simulator.fluid.FluidGuest;
import org.pagurus.simulator.fluid.FluidOptions;
import org.pagurus.simulator.fluid.GuestMigration;
import org.pagurus.simulator.kernel.RunLimits;
import org.pagurus.simulator.kernel.Simulation;
import org.pagurus.simulator.link.LinkSpec;
import org.pagurus.simulator.link.Network;
import org.pagurus.simulator.link.Node;
import org.pagurus.simulator.link.Topology;
import org.pagurus.simulator.sample.GuestSample;
import org.pagurus.simulator.sample.SamplingChoice;
import org.pagurus.simulator.sample.ServiceWrites;
import org.pagurus.simulator.sample.StepCosts;
import org.pagurus.transport.command.MigrationSettings;

/** The migration of a {@link SimulatedDemo} by classes of pages. */
public final class FluidDemo {
    private final DemoOptions options;
    private final Calibration calibration;

    /**
     * @param options the network is a virtual switch, whatever they say
     */
    public FluidDemo(DemoOptions options, Calibration calibration) {
        this.options = options;
        this.calibration = calibration;
    }

    /**
     * Runs it to the migration's end.
     *
     * @throws GuestException when there cannot be such a guest
     */
    public MigrationReport run() throws GuestException {
        FluidOptions fluid = fluidOptions();
        FluidGuest guest = guest(fluid);
        Simulation simulation = new Simulation();
        Topology topology = new Topology();
        Node from = topology.addHost("source");
        Node to = topology.addHost("destination");
        topology.connect(from, to, LinkSpec.of(SimulatedDemo.LOOPBACK_BYTES_PER_SECOND, 0));
        AtomicReference<@Nullable MigrationReport> report = new AtomicReference<>();
        new GuestMigration(
                        simulation,
                        new Network(simulation, topology),
                        topology.path(from, to),
                        guest,
                        fluid,
                        report::set)
                .start();
        simulation.run(new RunLimits(Long.MAX_VALUE, Long.MAX_VALUE));
        MigrationReport ended = report.get();
        if (ended == null) {
            throw new IllegalStateException("the migration did not end");
        }
        return ended;
    }

    private FluidOptions fluidOptions() throws GuestException {
        MigrationSettings settings = options.settings();
        boolean encodes = settings.selectorKind().encodes();
        StepTimes steps = calibration.steps().withJournalNs(calibration.memoryJournalNs());
        // Pages in full are read and put to their places by event loops.
        int encoders = encodes ? settings.compressionThreads() : calibration.cores();
        int decoders = encodes ? Math.max(1, calibration.cores() - 1) : settings.streams();
        double leftCores = SimulatedDemo.leftCores(options.guest(), calibration);
        return new FluidOptions(
                settings.toOptions(FixedDowntimes.STARTING_VALUES, options.guest().memoryBytes()),
                StepCosts.of(steps, settings.streams(), encoders, decoders),
                RateLimiter.NONE,
                PagePipeline.ofOneMachine(
                        leftCores,
                        steps.wakeNs(),
                        encodes ? FramesAhead.ENCODED : 0,
                        settings.linkRateBytesPerSecond()));
    }

    private FluidGuest guest(FluidOptions fluid) throws GuestException {
        try (GuestSample sample = sample()) {
            return sample.guest(choice(fluid));
        }
    }

    private SamplingChoice choice(FluidOptions fluid) {
        MigrationSettings settings = options.settings();
        SelectorKind selector = settings.selectorKind();
        long limit = settings.linkRateBytesPerSecond();
        double link = SimulatedDemo.LOOPBACK_BYTES_PER_SECOND;
        return new SamplingChoice(
                selector,
                settings.streams(),
                fluid.costs().sourceThreads(),
                fluid.costs().destinationThreads(),
                settings.deltaCacheBytes(),
                options.guest().memoryBytes(),
                limit == LinkRateLimit.UNLIMITED ? link : Math.min(link, limit),
                calibration.pages(),
                fluid.pipeline());
    }

    private GuestSample sample() throws GuestException {
        GuestDescription guest = options.guest();
        ServiceWrites clients = clients();
        if (guest.kind().equals(SyntheticGuests.KIND)) {
            SyntheticConfig config = SyntheticConfig.fromBytes(guest.configuration());
            return GuestSample.of(
                    config, Page.count(guest.memoryBytes()), options.warmUpNs(), clients);
        }
        TracedConfig config = TracedConfig.fromBytes(guest.configuration());
        TraceDirectory trace =
                TraceDirectory.open(options.tracesDirectory().resolve(config.trace()));
        return GuestSample.of(trace, config, 1, true, options.warmUpNs(), clients);
    }

    /** What the {@link SimulatedClient} writes. */
    private ServiceWrites clients() {
        LoadClientOptions client = SimulatedClient.options(options.guest().nic(), options.seed());
        List<Long> keys = new ArrayList<>();
        for (int index = 0; index < client.keyCount(); index++) {
            keys.add(SimulatedClient.firstKey(options.seed()) + index);
        }
        return new ServiceWrites(
                keys, client.requestsPerSecond() * SimulatedClient.PUT_SHARE, LoadValues::of);
    }
}
