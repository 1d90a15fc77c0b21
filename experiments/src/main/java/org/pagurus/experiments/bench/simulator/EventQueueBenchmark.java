package org.pagurus.experiments.bench.simulator;

import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.pagurus.simulator.kernel.EventQueue;
import org.pagurus.simulator.kernel.HeapQueue;
import org.pagurus.simulator.kernel.LadderQueue;

/**
 * The hold model: with so many entries pending, the first is removed and comes back a random time
 * later. {@code java.util.PriorityQueue} has its entries allocated once, which favours it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class EventQueueBenchmark {
    /** What holds the entries. */
    public enum Kind {
        PRIORITY_QUEUE,
        HEAP,
        LADDER
    }

    @Param public Kind kind = Kind.HEAP;

    @Param({"1000", "100000", "10000000"})
    public int pending = 1000;

    private Hold hold = () -> 0;

    /** Removes an entry, adds it again and tells its time. */
    private interface Hold {
        long next();
    }

    @Setup(Level.Trial)
    public void fill() {
        hold =
                switch (kind) {
                    case PRIORITY_QUEUE -> new PlainHold(pending);
                    case HEAP -> new QueueHold(new HeapQueue(), pending);
                    case LADDER -> new QueueHold(new LadderQueue(), pending);
                };
    }

    @Benchmark
    public long hold() {
        return hold.next();
    }

    private static final class QueueHold implements Hold {
        private final EventQueue queue;
        private final Increments increments = new Increments();

        QueueHold(EventQueue queue, int pending) {
            this.queue = queue;
            for (int order = 0; order < pending; order++) {
                queue.add(increments.nextNs(), order);
            }
        }

        @Override
        public long next() {
            long timeNs = queue.firstTimeNs();
            queue.add(timeNs + increments.nextNs(), queue.removeFirst());
            return timeNs;
        }
    }

    private static final class PlainHold implements Hold {
        private static final class Entry implements Comparable<Entry> {
            private long timeNs;
            private final long order;

            Entry(long timeNs, long order) {
                this.timeNs = timeNs;
                this.order = order;
            }

            @Override
            public int compareTo(Entry other) {
                int byTime = Long.compare(timeNs, other.timeNs);
                return byTime != 0 ? byTime : Long.compare(order, other.order);
            }
        }

        private final PriorityQueue<Entry> queue = new PriorityQueue<>();
        private final Increments increments = new Increments();

        PlainHold(int pending) {
            for (int order = 0; order < pending; order++) {
                queue.add(new Entry(increments.nextNs(), order));
            }
        }

        @Override
        public long next() {
            Entry entry = queue.remove();
            long timeNs = entry.timeNs;
            entry.timeNs += increments.nextNs();
            queue.add(entry);
            return timeNs;
        }
    }
}
