package org.pagurus.experiments.bench;

import java.util.Random;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.memory.DirtyLogs;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;
import org.pagurus.memory.PageBitmap;

/**
 * What reading a dirty log costs for 4 GiB of memory that was touched throughout: a harvest of no
 * dirty page, a harvest of {@value #DIRTY_PAGES} scattered ones, a peek of one chunk (1 MiB).
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class DirtyLogBenchmark {
    private static final long MEMORY_BYTES = 4L << 30;
    private static final int DIRTY_PAGES = 100_000;
    private static final long SEED = 1;
    private static final int WORDS_PER_CHUNK = Page.PER_CHUNK / Long.SIZE;

    /** The memory and its log, started. */
    @State(Scope.Benchmark)
    public static class LoggedMemory {
        @Param public DirtyLogKind kind = DirtyLogKind.SOFTWARE;

        final GuestMemory memory = GuestMemory.allocate(MEMORY_BYTES);
        final PageBitmap harvested = new PageBitmap(memory.pageCount());
        private final PageBitmap scattered = scatter(memory.pageCount());
        private DirtyLogs.Opened log = DirtyLogs.open(DirtyLogKind.SOFTWARE, memory);

        @Setup(Level.Trial)
        public void start() {
            for (long page = 0; page < memory.pageCount(); page++) {
                memory.clearPage(page);
            }
            log = DirtyLogs.open(kind, memory);
            log.log().start();
        }

        @TearDown(Level.Trial)
        public void stop() {
            log.log().stop();
            memory.close();
        }

        long harvest() {
            return log.log().harvest(harvested);
        }

        void writeScatteredPages() {
            for (long page = scattered.next(0); page != -1; page = scattered.next(page + 1)) {
                memory.clearPage(page);
                log.marker().mark(page);
            }
        }

        private static PageBitmap scatter(long pageCount) {
            Random random = new Random(SEED);
            PageBitmap pages = new PageBitmap(pageCount);
            for (int chosen = 0; chosen < DIRTY_PAGES; ) {
                long page = random.nextLong(pageCount);
                if (!pages.get(page)) {
                    pages.set(page);
                    chosen++;
                }
            }
            return pages;
        }
    }

    /**
     * Memory whose scattered pages are dirty before each harvest. JMH warns of setups for each
     * invocation, as it then reads the clock twice for each: well under 0.1 microseconds, where a
     * harvest of this many pages takes over 50 with either log.
     */
    @State(Scope.Benchmark)
    public static class DirtyBeforeEachHarvest {
        @Setup(Level.Invocation)
        public void write(LoggedMemory logged) {
            logged.harvested.clearAll();
            logged.writeScatteredPages();
        }
    }

    /** Memory whose scattered pages are dirty, and stay so: a peek does not clear. */
    @State(Scope.Benchmark)
    public static class DirtyThroughout {
        private final long[] marks = new long[WORDS_PER_CHUNK];
        private int firstWord;

        @Setup(Level.Trial)
        public void write(LoggedMemory logged) {
            logged.writeScatteredPages();
        }

        /** Chunks in turn, as a round peeks them. */
        int nextFirstWord(PageBitmap pages) {
            firstWord += WORDS_PER_CHUNK;
            if (firstWord >= pages.wordCount()) {
                firstWord = 0;
            }
            return firstWord;
        }
    }

    @Benchmark
    public long harvestClean(LoggedMemory logged) {
        return logged.harvest();
    }

    @Benchmark
    public long harvestDirty(LoggedMemory logged, DirtyBeforeEachHarvest dirty) {
        long pages = logged.harvest();
        if (pages != DIRTY_PAGES) {
            throw new IllegalStateException("harvested " + pages + " of " + DIRTY_PAGES);
        }
        return pages;
    }

    @Benchmark
    public long[] peekChunk(LoggedMemory logged, DirtyThroughout dirty) {
        logged.log.log().peek(dirty.nextFirstWord(logged.harvested), dirty.marks);
        return dirty.marks;
    }
}
