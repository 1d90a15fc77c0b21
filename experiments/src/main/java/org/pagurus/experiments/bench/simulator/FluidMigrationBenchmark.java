package org.pagurus.experiments.bench.simulator;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.pagurus.convergence.ConvergenceLimits;
import org.pagurus.convergence.SimgridPolicy;
import org.pagurus.simulator.fluid.FluidMigration;
import org.pagurus.simulator.fluid.SimgridGuest;
import org.pagurus.simulator.kernel.RunLimits;
import org.pagurus.simulator.kernel.Simulation;
import org.pagurus.simulator.link.LinkSpec;
import org.pagurus.simulator.link.Network;
import org.pagurus.simulator.link.Node;
import org.pagurus.simulator.link.Path;
import org.pagurus.simulator.link.Topology;

/** One migration of 11 transfers after another, alone on its link, from start to end. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class FluidMigrationBenchmark {
    private static final long MEMORY_BYTES = 1L << 30;
    private static final double LINK_BYTES_PER_SECOND = 1.25e8;
    private static final int TRANSFERS = 11;
    private static final RunLimits LIMITS = new RunLimits(Long.MAX_VALUE, 1000);
    private static final ConvergenceLimits CONVERGENCE = new ConvergenceLimits(1, 1, 0, 1000);

    private final SimgridPolicy policy = new SimgridPolicy();
    private final Simulation simulation = new Simulation();
    private final Topology topology = new Topology();
    private final Node source = topology.addHost("source");
    private final Node destination = topology.addHost("destination");
    private final Path path;
    private final Network network;
    private long bytes;

    public FluidMigrationBenchmark() {
        topology.connect(source, destination, LinkSpec.of(LINK_BYTES_PER_SECOND, 0));
        network = new Network(simulation, topology);
        path = topology.path(source, destination);
    }

    @Benchmark
    public long migrate() {
        new FluidMigration(
                        simulation,
                        network,
                        path,
                        MEMORY_BYTES,
                        new SimgridGuest(LINK_BYTES_PER_SECOND / 2, MEMORY_BYTES),
                        policy,
                        CONVERGENCE,
                        result -> bytes = result.transfers() == TRANSFERS ? result.bytes() : 0)
                .start();
        simulation.run(LIMITS);
        if (bytes < MEMORY_BYTES) {
            throw new IllegalStateException("expected " + TRANSFERS + " transfers");
        }
        return bytes;
    }
}
