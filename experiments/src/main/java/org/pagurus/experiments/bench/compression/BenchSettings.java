package org.pagurus.experiments.bench.compression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.pagurus.codec.select.Coding;
import org.pagurus.codec.select.SelectorKind;

/**
 * How images are measured.
 *
 * @param threads encoders, and as many streams and decoders
 * @param runs of which the one in the middle counts
 * @param warmUpNs how long each coding runs before it is measured
 * @param deltaCacheBytes memory for versions sent last, over all streams; {@link #WHOLE_IMAGE} for
 *     as much as the image has
 * @param windowLog the window of each stream's long frame is 2^windowLog bytes
 * @param windowLevel zstd's level for that frame
 * @param codings what is measured
 */
public record BenchSettings(
        int threads,
        int runs,
        long warmUpNs,
        long deltaCacheBytes,
        int windowLog,
        int windowLevel,
        List<SelectorKind> codings) {
    public static final long WHOLE_IMAGE = -1;

    public BenchSettings {
        codings = List.copyOf(codings);
    }

    /** Each coding for all pages, then each selector. */
    public static List<SelectorKind> allCodings() {
        List<SelectorKind> all = new ArrayList<>();
        Arrays.stream(Coding.values())
                .map(coding -> SelectorKind.parse("fixed:" + coding.label()))
                .forEach(all::add);
        all.add(SelectorKind.parse("cbc"));
        all.add(SelectorKind.ADAPTIVE);
        return all;
    }
}
