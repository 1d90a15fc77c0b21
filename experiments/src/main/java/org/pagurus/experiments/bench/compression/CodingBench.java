package org.pagurus.experiments.bench.compression;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.pagurus.codec.select.SelectorKind;
import org.pagurus.codec.select.WindowLevels;
import org.pagurus.engine.page.Compression;
import org.pagurus.engine.page.EncodingTime;
import org.pagurus.memory.Page;
import org.pagurus.memory.PageBitmap;

/** Measures one coding on one image. */
final class CodingBench {
    /** The warm-up takes chunks from all over the image, so many pages at most. */
    private static final long WARM_UP_PAGES = 1 << 14;

    private final BenchMemories memories;
    private final BenchSettings settings;
    private final SelectorKind kind;

    /** One pass over the image. */
    private record Run(List<List<FrameCost>> frames, long deliveryNs, List<PageShare> pages) {
        long sum(ToLongFunction<FrameCost> figure) {
            return frames.stream().flatMap(List::stream).mapToLong(figure).sum();
        }
    }

    CodingBench(BenchMemories memories, BenchSettings settings, SelectorKind kind) {
        this.memories = memories;
        this.settings = settings;
        this.kind = kind;
    }

    /** One result, or one for each link where the coding goes by the link. */
    List<CodingResult> measure() throws BenchException {
        if (kind.name() != SelectorKind.Name.ADAPTIVE) {
            return List.of(measure(null));
        }
        List<CodingResult> results = new ArrayList<>();
        for (LinkRate rate : LinkRate.ALL) {
            results.add(measure(rate));
        }
        return results;
    }

    private CodingResult measure(@Nullable LinkRate learnedAt) throws BenchException {
        LinkRate rate = learnedAt == null ? LinkRate.UNLIMITED : learnedAt;
        warmUp(rate);
        List<Run> runs = new ArrayList<>();
        List<Long> intervalBytes = new ArrayList<>();
        for (int i = 0; i < settings.runs(); i++) {
            Pipeline pipeline = pipeline(rate);
            try (Transfer transfer = transfer(pipeline)) {
                runs.add(run(transfer, pipeline));
                if (i == settings.runs() - 1) {
                    runIntervals(transfer, pipeline, intervalBytes);
                }
            }
        }
        memories.reload();
        runs.sort(Comparator.comparingLong(Run::deliveryNs));
        Run middle = runs.get((runs.size() - 1) / 2);
        return new CodingResult(
                kind.toString(),
                learnedAt,
                middle.sum(FrameCost::bytes),
                middle.sum(FrameCost::encodeNs),
                middle.sum(FrameCost::decodeNs),
                deliveries(middle, learnedAt),
                middle.pages(),
                intervalBytes);
    }

    /** The JIT compiles what is run often; the first runs would be measured before that. */
    private void warmUp(LinkRate rate) throws BenchException {
        PageBitmap some = new PageBitmap(memories.source().pageCount());
        long chunks = Page.chunk(some.pageCount() - 1) + 1;
        long wanted = Math.min(chunks, WARM_UP_PAGES / Page.PER_CHUNK);
        for (long i = 0; i < wanted; i++) {
            long first = i * chunks / wanted << Page.CHUNK_SHIFT;
            some.setRange(first, Math.min(first + Page.PER_CHUNK, some.pageCount()));
        }
        long startNs = System.nanoTime();
        while (System.nanoTime() - startNs < settings.warmUpNs()) {
            Pipeline pipeline = pipeline(rate);
            try (Transfer transfer = transfer(pipeline)) {
                transfer.beginRound(some, null);
                pipeline.deliver(transfer);
            }
        }
    }

    private Run run(Transfer transfer, Pipeline pipeline) throws BenchException {
        BenchImage image = memories.image();
        PageTally tally = new PageTally(page -> image.classOf(memories.source(), page));
        List<List<FrameCost>> frames = new ArrayList<>();
        for (int stream = 0; stream < settings.threads(); stream++) {
            frames.add(new ArrayList<>());
        }
        transfer.beginRound(memories.allPages(), tally);
        long deliveryNs =
                pipeline.deliver(
                        stream -> {
                            FrameCost frame = transfer.next(stream);
                            if (frame != null) {
                                frames.get(stream).add(frame);
                            }
                            return frame;
                        });
        check(transfer);
        return new Run(frames, deliveryNs, tally.shares());
    }

    private void runIntervals(Transfer transfer, Pipeline pipeline, List<Long> intervalBytes)
            throws BenchException {
        BenchImage image = memories.image();
        for (int i = 0; i < image.intervalCount(); i++) {
            PageBitmap changed = new PageBitmap(image.pageCount());
            image.applyInterval(i, memories.source(), changed);
            transfer.beginRound(changed, null);
            pipeline.deliver(transfer);
            intervalBytes.add(transfer.bytes());
        }
        if (image.intervalCount() > 0) {
            check(transfer);
        }
    }

    private void check(Transfer transfer) throws BenchException {
        if (!transfer.memoriesAreSame()) {
            throw new BenchException(
                    memories.image().name() + ", " + kind + ": the destination's memory differs");
        }
    }

    private Pipeline pipeline(LinkRate rate) {
        return new Pipeline(rate, settings.threads());
    }

    private Transfer transfer(Pipeline pipeline) {
        int streams = settings.threads();
        DoubleSupplier share = () -> pipeline.observedBytesPerSecond() / streams;
        double cores = (double) settings.threads() / streams;
        long cacheBytes =
                settings.deltaCacheBytes() == BenchSettings.WHOLE_IMAGE
                        ? cacheForAll(streams)
                        : settings.deltaCacheBytes();
        Compression compression =
                new Compression(
                        () -> kind.newSelector(share, cores),
                        kind.usesVersions() ? cacheBytes : 0,
                        kind.usesWindow() ? settings.windowLog() : 0,
                        () ->
                                kind.name() == SelectorKind.Name.FIXED
                                        ? settings.windowLevel()
                                        : WindowLevels.level(share.getAsDouble(), cores),
                        EncodingTime.measured(System::nanoTime));
        return new Transfer(memories.source(), memories.clearedDestination(), streams, compression);
    }

    /** Each stream gets the same share, and some carry a chunk more than others. */
    private long cacheForAll(int streams) {
        long chunks = Page.chunk(memories.source().pageCount() - 1) + 1;
        return Math.ceilDiv(chunks, streams) * streams * Page.offsetBytes(Page.PER_CHUNK);
    }

    /** What does not go by the link takes as long to encode on every link. */
    private List<Delivery> deliveries(Run run, @Nullable LinkRate learnedAt) {
        if (learnedAt != null) {
            return List.of(new Delivery(learnedAt, run.deliveryNs()));
        }
        return LinkRate.ALL.stream()
                .map(rate -> new Delivery(rate, pipeline(rate).deliver(replay(run))))
                .toList();
    }

    private static FrameSource replay(Run run) {
        List<Iterator<FrameCost>> streams = run.frames().stream().map(List::iterator).toList();
        return stream -> streams.get(stream).hasNext() ? streams.get(stream).next() : null;
    }
}
