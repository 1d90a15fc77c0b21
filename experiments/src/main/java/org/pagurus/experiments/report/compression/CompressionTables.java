package org.pagurus.experiments.report.compression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.pagurus.codec.CodecId;
import org.pagurus.experiments.bench.compression.CodingResult;
import org.pagurus.experiments.bench.compression.Delivery;
import org.pagurus.experiments.bench.compression.ImageResult;
import org.pagurus.experiments.bench.compression.LinkRate;
import org.pagurus.experiments.bench.compression.OracleResult;
import org.pagurus.experiments.bench.compression.PageShare;
import org.pagurus.experiments.report.Units;
import org.pagurus.experiments.report.html.Table;
import org.pagurus.memory.Page;

/** The tables of one image, as text in cells. */
final class CompressionTables {
    private static final String NONE = "-";
    private static final String ORACLE = "oracle";

    private CompressionTables() {}

    /** All tables that the image has figures for. */
    static List<Table> of(ImageResult image) {
        List<Table> tables = new ArrayList<>(List.of(deliveries(image), bytes(image)));
        if (!image.intervalPages().isEmpty()) {
            tables.add(intervals(image));
        }
        tables.add(codecs(image));
        if (classes(image).size() > 1) {
            tables.add(classesOfSelectors(image));
        }
        return tables;
    }

    private static Table deliveries(ImageResult image) {
        List<String> head =
                new ArrayList<>(List.of("coding", "ratio", "non-zero", "enc MB/s", "dec MB/s"));
        LinkRate.ALL.forEach(rate -> head.add(rate.label()));
        List<List<String>> rows = new ArrayList<>(List.of(head));
        for (CodingResult coding : image.codings()) {
            List<String> row = ratios(image, coding.label(), coding.wireBytes());
            row.add(speed(image, coding.encodeNs()));
            row.add(speed(image, coding.decodeNs()));
            seconds(row, coding.deliveries());
            rows.add(row);
        }
        OracleResult oracle = image.oracle();
        List<String> row = ratios(image, ORACLE, oracle.leastBytes());
        row.addAll(List.of(NONE, NONE));
        seconds(row, oracle.bounds());
        rows.add(row);
        return new Table(
                "Image: ratio of all and of non-zero pages, MB/s of the latter per core, seconds at bit/s",
                rows);
    }

    private static Table bytes(ImageResult image) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("coding", "image MiB", "of zstd-1", "intervals MiB", "of zstd-1"));
        for (CodingResult coding : image.codings()) {
            rows.add(bytes(image, coding.label(), coding.wireBytes(), coding.allIntervalBytes()));
        }
        long intervals =
                image.oracle().leastIntervalBytes().stream().mapToLong(Long::longValue).sum();
        rows.add(bytes(image, ORACLE, image.oracle().leastBytes(), intervals));
        return new Table(
                "Bytes on the wire, all headers counted, and as a share of zstd 1 page by page",
                rows);
    }

    private static Table intervals(ImageResult image) {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("interval", "pages", "page KiB"));
        image.codings().forEach(coding -> head.add(coding.label()));
        head.add(ORACLE);
        rows.add(head);
        for (int i = 0; i < image.intervalPages().size(); i++) {
            int interval = i;
            long pages = image.intervalPages().get(i);
            List<String> row = new ArrayList<>();
            row.add(Integer.toString(i + 1));
            row.add(Units.count(pages));
            row.add(kibibytes(Page.offsetBytes(pages)));
            image.codings()
                    .forEach(coding -> row.add(kibibytes(coding.intervalBytes().get(interval))));
            row.add(kibibytes(image.oracle().leastIntervalBytes().get(i)));
            rows.add(row);
        }
        return new Table("Changed pages of each interval: KiB on the wire by coding", rows);
    }

    private static Table codecs(ImageResult image) {
        List<CodecId> codecs =
                Stream.of(CodecId.values())
                        .filter(codec -> image.codings().stream().anyMatch(c -> uses(c, codec)))
                        .toList();
        List<List<String>> rows = new ArrayList<>();
        rows.add(head("coding", codecs));
        for (CodingResult coding : image.codings()) {
            rows.add(shares(coding.label(), coding.pages(), codecs));
        }
        return new Table("Share of the image's pages by codec", rows);
    }

    private static Table classesOfSelectors(ImageResult image) {
        List<CodecId> codecs =
                Stream.of(CodecId.values())
                        .filter(codec -> selectors(image).anyMatch(c -> uses(c, codec)))
                        .toList();
        List<List<String>> rows = new ArrayList<>();
        rows.add(head("coding, class", codecs));
        selectors(image)
                .forEach(
                        coding ->
                                classes(image)
                                        .forEach(
                                                name ->
                                                        rows.add(
                                                                shares(
                                                                        coding.label()
                                                                                + ", "
                                                                                + name,
                                                                        ofClass(coding, name),
                                                                        codecs))));
        return new Table("Share of the pages of each class by codec, where codings choose", rows);
    }

    private static Stream<CodingResult> selectors(ImageResult image) {
        return image.codings().stream().filter(coding -> !coding.coding().startsWith("fixed:"));
    }

    private static List<String> classes(ImageResult image) {
        return selectors(image)
                .flatMap(coding -> coding.pages().stream())
                .map(PageShare::pageClass)
                .distinct()
                .sorted()
                .toList();
    }

    private static List<PageShare> ofClass(CodingResult coding, String name) {
        return coding.pages().stream().filter(share -> share.pageClass().equals(name)).toList();
    }

    private static boolean uses(CodingResult coding, CodecId codec) {
        return coding.pages().stream().anyMatch(share -> share.codec() == codec);
    }

    private static List<String> head(String first, List<CodecId> codecs) {
        return Stream.concat(Stream.of(first), codecs.stream().map(Codecs::label)).toList();
    }

    private static List<String> shares(String label, List<PageShare> shares, List<CodecId> codecs) {
        long all = shares.stream().mapToLong(PageShare::pages).sum();
        List<String> row = new ArrayList<>(List.of(label));
        for (CodecId codec : codecs) {
            long pages =
                    shares.stream()
                            .filter(share -> share.codec() == codec)
                            .mapToLong(PageShare::pages)
                            .sum();
            row.add(Figures.percent(pages, all));
        }
        return row;
    }

    private static List<String> ratios(ImageResult image, String label, long wireBytes) {
        List<String> row = new ArrayList<>();
        row.add(label);
        row.add(Units.ratio(image.pageBytes(), wireBytes));
        row.add(Units.ratio(image.nonZeroBytes(), wireBytes));
        return row;
    }

    private static List<String> bytes(
            ImageResult image, String label, long wireBytes, long intervalBytes) {
        return List.of(
                label,
                Units.mebibytes(wireBytes),
                Figures.share(Figures.shareOfBaseline(image, wireBytes)),
                image.intervalPages().isEmpty() ? NONE : Units.mebibytes(intervalBytes),
                Figures.share(Figures.intervalShareOfBaseline(image, intervalBytes)));
    }

    private static void seconds(List<String> row, List<Delivery> deliveries) {
        for (LinkRate rate : LinkRate.ALL) {
            Optional<Delivery> delivery = Figures.at(rate, deliveries);
            row.add(delivery.map(found -> Units.seconds(found.ns())).orElse(NONE));
        }
    }

    private static String speed(ImageResult image, long cpuNs) {
        return Figures.megabytesPerSecond(Figures.bytesPerSecond(image, cpuNs));
    }

    private static String kibibytes(long bytes) {
        return Units.count(Math.ceilDiv(bytes, 1024));
    }
}
