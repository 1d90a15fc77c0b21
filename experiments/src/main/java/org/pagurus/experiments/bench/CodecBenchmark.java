package org.pagurus.experiments.bench;

import java.lang.foreign.MemorySegment;
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
import org.pagurus.codec.DeltaCodec;
import org.pagurus.codec.MalformedInputException;
import org.pagurus.codec.PageCodec;
import org.pagurus.codec.select.Coding;
import org.pagurus.experiments.bench.compression.PageCodings;
import org.pagurus.guest.synthetic.ContentClass;
import org.pagurus.guest.synthetic.ContentMix;
import org.pagurus.guest.synthetic.PageContents;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;

/**
 * What a codec takes for one page of each content: to encode it and to decode it. Those that need
 * the version sent last get it from before one write to the page; decoding them includes putting
 * that version where the page goes. A page that a codec does not make smaller is decoded as a copy.
 */
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
public class CodecBenchmark {
    /** More than the second-level cache holds, as pages that come from a guest. */
    private static final int PAGES = 2048;

    private static final long SEED = 1;

    /** The pages, what a codec makes of them, and where they are decoded to. */
    @State(Scope.Benchmark)
    public static class CodedPages {
        @Param({
            "raw",
            "sparse",
            "wkdm",
            "lz4",
            "zstd-fast",
            "zstd-1",
            "zstd-3",
            "xbzrle",
            "prefix"
        })
        public String coding = Coding.RAW.label();

        @Param({"SPARSE", "TEXT", "HEAP", "RANDOM"})
        public ContentClass content = ContentClass.HEAP;

        private final GuestMemory pages = GuestMemory.allocate((long) PAGES * Page.SIZE_BYTES);
        private final GuestMemory versions = GuestMemory.allocate((long) PAGES * Page.SIZE_BYTES);
        private final GuestMemory encoded = GuestMemory.allocate((long) PAGES * Page.SIZE_BYTES);
        private final GuestMemory decoded = GuestMemory.allocate((long) PAGES * Page.SIZE_BYTES);
        private final int[] encodedBytes = new int[PAGES];
        private Kernel kernel = new Alone(PageCodings.ofPage(Coding.RAW));

        @Setup(Level.Trial)
        public void fill() throws MalformedInputException {
            PageContents contents =
                    new PageContents(ContentMix.parse(content.label() + "=100"), SEED);
            for (int page = 0; page < PAGES; page++) {
                contents.fill(pages.segment(), page);
            }
            versions.segment().copyFrom(pages.segment());
            for (int page = 0; page < PAGES; page++) {
                contents.change(pages.segment(), page, 1);
            }
            Coding chosen = Coding.ofLabel(coding);
            if (chosen == null) {
                throw new IllegalArgumentException(coding);
            }
            kernel.close();
            kernel =
                    chosen.needsVersion()
                            ? new AgainstVersion(PageCodings.ofDelta(chosen), versions.segment())
                            : new Alone(PageCodings.ofPage(chosen));
            encodeAll();
            check();
        }

        @TearDown(Level.Trial)
        public void close() {
            kernel.close();
            pages.close();
            versions.close();
            encoded.close();
            decoded.close();
        }

        long encodeAll() {
            long bytes = 0;
            for (int page = 0; page < PAGES; page++) {
                long at = Page.offsetBytes(page);
                encodedBytes[page] = kernel.encode(pages.segment(), encoded.segment(), at);
                bytes += encodedBytes[page];
            }
            return bytes;
        }

        MemorySegment decodeAll() throws MalformedInputException {
            for (int page = 0; page < PAGES; page++) {
                decode(page);
            }
            return decoded.segment();
        }

        private void decode(int page) throws MalformedInputException {
            long at = Page.offsetBytes(page);
            if (encodedBytes[page] == PageCodec.NOT_SMALLER) {
                MemorySegment.copy(pages.segment(), at, decoded.segment(), at, Page.SIZE_BYTES);
            } else {
                kernel.decode(encoded.segment(), at, encodedBytes[page], decoded.segment());
            }
        }

        private void check() throws MalformedInputException {
            long mismatch = pages.segment().mismatch(decodeAll());
            if (mismatch >= 0) {
                throw new IllegalStateException("byte " + mismatch + " came out different");
            }
        }
    }

    /** A codec on page {@code at / 4096} of what it is given. */
    private interface Kernel extends AutoCloseable {
        int encode(MemorySegment pages, MemorySegment out, long at);

        void decode(MemorySegment in, long at, int length, MemorySegment pages)
                throws MalformedInputException;

        @Override
        void close();
    }

    private record Alone(PageCodec codec) implements Kernel {
        @Override
        public int encode(MemorySegment pages, MemorySegment out, long at) {
            return codec.encode(pages, at, out, at);
        }

        @Override
        public void decode(MemorySegment in, long at, int length, MemorySegment pages)
                throws MalformedInputException {
            codec.decode(in, at, length, pages, at);
        }

        @Override
        public void close() {
            codec.close();
        }
    }

    private record AgainstVersion(DeltaCodec codec, MemorySegment versions) implements Kernel {
        @Override
        public int encode(MemorySegment pages, MemorySegment out, long at) {
            return codec.encode(pages, at, versions, at, out, at);
        }

        @Override
        public void decode(MemorySegment in, long at, int length, MemorySegment pages)
                throws MalformedInputException {
            MemorySegment.copy(versions, at, pages, at, Page.SIZE_BYTES);
            codec.decode(in, at, length, pages, at);
        }

        @Override
        public void close() {
            codec.close();
        }
    }

    @Benchmark
    @OperationsPerInvocation(PAGES)
    public long encode(CodedPages coded) {
        return coded.encodeAll();
    }

    @Benchmark
    @OperationsPerInvocation(PAGES)
    public MemorySegment decode(CodedPages coded) throws MalformedInputException {
        return coded.decodeAll();
    }
}
