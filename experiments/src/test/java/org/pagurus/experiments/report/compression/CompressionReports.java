package org.pagurus.experiments.report.compression;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.pagurus.codec.CodecId;
import org.pagurus.codec.select.SelectorKind;
import org.pagurus.experiments.bench.compression.BenchSettings;
import org.pagurus.experiments.bench.compression.CodingResult;
import org.pagurus.experiments.bench.compression.CompressionReport;
import org.pagurus.experiments.bench.compression.Delivery;
import org.pagurus.experiments.bench.compression.ImageResult;
import org.pagurus.experiments.bench.compression.LinkRate;
import org.pagurus.experiments.bench.compression.OracleResult;
import org.pagurus.experiments.bench.compression.PageShare;

/** A report with round figures: 1000 pages of which 100 are zero, and two intervals. */
final class CompressionReports {
    private static final LinkRate SLOWEST = LinkRate.ALL.getFirst();

    static final CompressionReport SMALL =
            new CompressionReport(
                    new BenchSettings(
                            2, 3, 500_000_000, BenchSettings.WHOLE_IMAGE, 27, 1, List.of()),
                    List.of(image("a,\"b\" & <c>")));

    private CompressionReports() {}

    /** As large as a real one: every coding, and 24 intervals of many pages. */
    static CompressionReport large() {
        List<Long> intervals = LongStream.generate(() -> 1_234_567).limit(24).boxed().toList();
        List<Long> intervalBytes =
                LongStream.generate(() -> 3_234_567_890L).limit(24).boxed().toList();
        List<CodingResult> codings =
                BenchSettings.allCodings().stream()
                        .map(SelectorKind::toString)
                        .flatMap(
                                name ->
                                        name.equals("adaptive")
                                                ? LinkRate.ALL.stream()
                                                        .map(rate -> learned(rate, intervalBytes))
                                                : Stream.of(fixed(name, 60L << 30, intervalBytes)))
                        .toList();
        return new CompressionReport(
                SMALL.settings(),
                List.of(
                        new ImageResult(
                                "large",
                                16L << 20,
                                1L << 20,
                                intervals,
                                codings,
                                new OracleResult(
                                        20L << 30,
                                        deliveries(5_153_960_755_200L),
                                        intervalBytes))));
    }

    private static ImageResult image(String name) {
        return new ImageResult(
                name,
                1_000,
                100,
                List.of(10L, 20L),
                List.of(
                        fixed("fixed:zstd-1", 2_048_000, List.of(10_000L, 30_000L)),
                        learned(SLOWEST, List.of(2_000L, 8_000L))),
                new OracleResult(1_000_000, deliveries(80_000_000), List.of(1_000L, 3_000L)));
    }

    private static CodingResult fixed(String name, long wireBytes, List<Long> intervalBytes) {
        return new CodingResult(
                name,
                null,
                wireBytes,
                10_000_000,
                5_000_000,
                deliveries(wireBytes * 80),
                codecs(CodecId.ZSTD),
                intervalBytes);
    }

    private static CodingResult learned(LinkRate rate, List<Long> intervalBytes) {
        return new CodingResult(
                "adaptive",
                rate,
                1_024_000,
                20_000_000,
                9_000_000,
                List.of(new Delivery(rate, 82_000_000)),
                IntStream.range(0, CodecId.values().length)
                        .mapToObj(i -> new PageShare("heap", CodecId.values()[i], 100, 1_000))
                        .toList(),
                intervalBytes);
    }

    private static List<PageShare> codecs(CodecId codec) {
        return List.of(
                new PageShare("heap", codec, 900, 2_000_000),
                new PageShare("zero", CodecId.ZERO, 100, 0));
    }

    private static List<Delivery> deliveries(long slowestNs) {
        return IntStream.range(0, LinkRate.ALL.size())
                .mapToObj(i -> new Delivery(LinkRate.ALL.get(i), slowestNs >> i))
                .toList();
    }
}
