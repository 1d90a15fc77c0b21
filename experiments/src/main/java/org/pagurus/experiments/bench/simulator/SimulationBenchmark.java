package org.pagurus.experiments.bench.simulator;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.pagurus.simulator.kernel.Event;
import org.pagurus.simulator.kernel.HeapQueue;
import org.pagurus.simulator.kernel.LadderQueue;
import org.pagurus.simulator.kernel.RunLimits;
import org.pagurus.simulator.kernel.Simulation;

/**
 * The whole kernel in the hold model: with so many events pending, each fires and schedules itself
 * again a random time later.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class SimulationBenchmark {
    private static final int EVENTS = 1000;

    /** Which queue the simulation has. */
    public enum Kind {
        HEAP,
        LADDER
    }

    @Param public Kind kind = Kind.HEAP;

    @Param({"1000", "100000", "10000000"})
    public int pending = 1000;

    private final RunLimits limits = new RunLimits(Long.MAX_VALUE, EVENTS);
    private final Increments increments = new Increments();
    private Simulation simulation = new Simulation();

    @Setup(Level.Trial)
    public void fill() {
        simulation = new Simulation(kind == Kind.HEAP ? new HeapQueue() : new LadderQueue());
        for (int event = 0; event < pending; event++) {
            simulation.schedule(increments.nextNs(), new Again());
        }
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long fire() {
        simulation.run(limits);
        return simulation.nowNs();
    }

    private final class Again implements Event {
        @Override
        public void fire(long nowNs) {
            simulation.schedule(nowNs + increments.nextNs(), this);
        }
    }
}
