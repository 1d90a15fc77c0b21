package org.pagurus.experiments.bench.simulator;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.pagurus.convergence.ConvergencePolicies;
import org.pagurus.simulator.fluid.FluidOptions;
import org.pagurus.simulator.fluid.GuestMigration;
import org.pagurus.simulator.kernel.RunLimits;
import org.pagurus.simulator.kernel.Simulation;
import org.pagurus.simulator.link.LinkSpec;
import org.pagurus.simulator.link.Network;
import org.pagurus.simulator.link.Node;
import org.pagurus.simulator.link.Path;
import org.pagurus.simulator.link.Topology;

/** One migration of page classes after another, alone on its link, from start to report. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class GuestMigrationBenchmark {
    private static final RunLimits LIMITS = new RunLimits(Long.MAX_VALUE, 1_000_000);

    @Param({"xen", "qemu", "predictive"})
    private String policy = "";

    private final Simulation simulation = new Simulation();
    private final Topology topology = new Topology();
    private final Node source = topology.addHost("source");
    private final Node destination = topology.addHost("destination");
    private final Path path;
    private final Network network;
    private FluidOptions options = BenchGuest.options(ConvergencePolicies.all().getFirst());
    private long downtimeNs;

    public GuestMigrationBenchmark() {
        topology.connect(source, destination, LinkSpec.of(1.25e8, 100_000));
        network = new Network(simulation, topology);
        path = topology.path(source, destination);
    }

    @Setup
    public void choosePolicy() {
        options = BenchGuest.options(ConvergencePolicies.parse(policy));
    }

    @Benchmark
    public long migrate() {
        downtimeNs = 0;
        new GuestMigration(
                        simulation,
                        network,
                        path,
                        BenchGuest.GUEST,
                        options,
                        report -> downtimeNs = report.downtimeNs())
                .start();
        simulation.run(LIMITS);
        if (downtimeNs == 0) {
            throw new IllegalStateException("expected a completed migration");
        }
        return downtimeNs;
    }

    /** Prints what the migrations of each policy do. */
    public static void main(String[] args) {
        for (String name : List.of("xen", "qemu", "predictive")) {
            GuestMigrationBenchmark benchmark = new GuestMigrationBenchmark();
            benchmark.policy = name;
            benchmark.choosePolicy();
            long firedBefore = benchmark.simulation.firedEvents();
            System.out.println(
                    name
                            + ": downtime "
                            + benchmark.migrate()
                            + " ns, events "
                            + (benchmark.simulation.firedEvents() - firedBefore));
        }
    }
}
