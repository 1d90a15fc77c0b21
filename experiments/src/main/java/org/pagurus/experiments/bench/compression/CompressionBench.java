package org.pagurus.experiments.bench.compression;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.pagurus.codec.select.SelectorKind;

/** Measures codings on images. */
public final class CompressionBench {
    private CompressionBench() {}

    /**
     * Measures all codings on all images, one after the other, on this thread.
     *
     * @param progress is told what is being measured
     * @throws BenchException when an image can't be read, or did not come out the same
     */
    public static CompressionReport run(
            BenchSettings settings, List<BenchImage> images, Consumer<String> progress)
            throws BenchException {
        List<ImageResult> results = new ArrayList<>();
        for (BenchImage image : images) {
            try (BenchMemories memories = BenchMemories.of(image)) {
                results.add(measure(settings, memories, progress));
            }
        }
        return new CompressionReport(settings, results);
    }

    private static ImageResult measure(
            BenchSettings settings, BenchMemories memories, Consumer<String> progress)
            throws BenchException {
        BenchImage image = memories.image();
        List<CodingResult> codings = new ArrayList<>();
        long zeroPages = memories.zeroPages();
        for (SelectorKind kind : settings.codings()) {
            progress.accept(image.name() + ": " + kind);
            codings.addAll(new CodingBench(memories, settings, kind).measure());
        }
        progress.accept(image.name() + ": oracle");
        Oracle oracle = new Oracle(memories, settings.threads());
        OracleResult best = oracle.measure();
        return new ImageResult(
                image.name(), image.pageCount(), zeroPages, oracle.intervalPages(), codings, best);
    }
}
