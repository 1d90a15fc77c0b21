package org.pagurus.experiments.bench;

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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.pagurus.codec.lz4.Lz4Codec;
import org.pagurus.codec.profile.PageClass;
import org.pagurus.codec.profile.PageProfiler;
import org.pagurus.guest.synthetic.ContentClass;
import org.pagurus.guest.synthetic.ContentMix;
import org.pagurus.guest.synthetic.PageContents;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;

/** What it takes to find the class of a page, beside LZ4's encoding of the same page. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"
        })
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class ProfileBenchmark {
    /** More than the second-level cache holds, as pages that come from a guest. */
    private static final int PAGES = 2048;

    private static final long SEED = 1;

    /** The pages, and room for what LZ4 makes of one. */
    @State(Scope.Benchmark)
    public static class Pages {
        @Param({"SPARSE", "TEXT", "HEAP", "RANDOM"})
        public ContentClass content = ContentClass.HEAP;

        private final GuestMemory pages = GuestMemory.allocate((long) PAGES * Page.SIZE_BYTES);
        private final GuestMemory encoded = GuestMemory.allocate(Page.SIZE_BYTES);
        private final PageProfiler profiler = new PageProfiler();
        private final Lz4Codec lz4 = new Lz4Codec();

        @Setup(Level.Trial)
        public void fill() {
            PageContents contents =
                    new PageContents(ContentMix.parse(content.label() + "=100"), SEED);
            for (int page = 0; page < PAGES; page++) {
                contents.fill(pages.segment(), page);
            }
        }

        @TearDown(Level.Trial)
        public void close() {
            lz4.close();
            pages.close();
            encoded.close();
        }
    }

    @Benchmark
    @OperationsPerInvocation(PAGES)
    public int profile(Pages pages) {
        int classes = 0;
        for (int page = 0; page < PAGES; page++) {
            pages.profiler.profile(pages.pages.segment(), Page.offsetBytes(page));
            classes += PageClass.of(pages.profiler).ordinal();
        }
        return classes;
    }

    @Benchmark
    @OperationsPerInvocation(PAGES)
    public int lz4(Pages pages) {
        int bytes = 0;
        for (int page = 0; page < PAGES; page++) {
            bytes +=
                    pages.lz4.encode(
                            pages.pages.segment(),
                            Page.offsetBytes(page),
                            pages.encoded.segment(),
                            0);
        }
        return bytes;
    }
}
