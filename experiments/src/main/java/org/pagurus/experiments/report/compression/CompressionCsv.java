package org.pagurus.experiments.report.compression;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pagurus.experiments.bench.compression.CodingResult;
import org.pagurus.experiments.bench.compression.CompressionReport;
import org.pagurus.experiments.bench.compression.Delivery;
import org.pagurus.experiments.bench.compression.ImageResult;
import org.pagurus.experiments.bench.compression.LinkRate;
import org.pagurus.experiments.bench.compression.OracleResult;

/**
 * What was measured as one table (RFC 4180), for spreadsheets: a row for the image at each link
 * rate, then one for each interval. A cell that has no figure is empty; a link without a limit is
 * {@code unlimited}.
 */
public final class CompressionCsv {
    private static final List<String> HEAD =
            List.of(
                    "image",
                    "coding",
                    "interval",
                    "link_bytes_per_second",
                    "pages",
                    "zero_pages",
                    "wire_bytes",
                    "share_of_zstd_1",
                    "encode_ns",
                    "decode_ns",
                    "delivery_ns");

    private static final String ORACLE = "oracle";
    private static final String EMPTY = "";

    private CompressionCsv() {}

    /** Head and rows, each with a line end behind it. */
    public static String of(CompressionReport report) {
        StringBuilder text = new StringBuilder();
        append(text, HEAD);
        for (ImageResult image : report.images()) {
            for (CodingResult coding : image.codings()) {
                append(text, image, coding);
            }
            append(text, image, image.oracle());
        }
        return text.toString();
    }

    private static void append(StringBuilder text, ImageResult image, CodingResult coding) {
        for (Delivery delivery : coding.deliveries()) {
            append(
                    text,
                    image(
                            image,
                            coding.coding(),
                            coding.wireBytes(),
                            Long.toString(coding.encodeNs()),
                            Long.toString(coding.decodeNs()),
                            delivery));
        }
        String link = coding.learnedAt() == null ? EMPTY : rate(coding.learnedAt());
        appendIntervals(text, image, coding.coding(), link, coding.intervalBytes());
    }

    private static void append(StringBuilder text, ImageResult image, OracleResult oracle) {
        for (Delivery bound : oracle.bounds()) {
            append(text, image(image, ORACLE, oracle.leastBytes(), EMPTY, EMPTY, bound));
        }
        appendIntervals(text, image, ORACLE, EMPTY, oracle.leastIntervalBytes());
    }

    private static List<String> image(
            ImageResult image,
            String coding,
            long wireBytes,
            String encodeNs,
            String decodeNs,
            Delivery delivery) {
        return List.of(
                image.name(),
                coding,
                EMPTY,
                rate(delivery.rate()),
                Long.toString(image.pages()),
                Long.toString(image.zeroPages()),
                Long.toString(wireBytes),
                number(Figures.shareOfBaseline(image, wireBytes)),
                encodeNs,
                decodeNs,
                Long.toString(delivery.ns()));
    }

    private static void appendIntervals(
            StringBuilder text, ImageResult image, String coding, String link, List<Long> bytes) {
        for (int i = 0; i < bytes.size(); i++) {
            append(
                    text,
                    List.of(
                            image.name(),
                            coding,
                            Integer.toString(i + 1),
                            link,
                            Long.toString(image.intervalPages().get(i)),
                            EMPTY,
                            Long.toString(bytes.get(i)),
                            number(Figures.shareOfBaseline(image, i, bytes.get(i))),
                            EMPTY,
                            EMPTY,
                            EMPTY));
        }
    }

    private static void append(StringBuilder text, List<String> cells) {
        text.append(cells.stream().map(CompressionCsv::quoted).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    private static String quoted(String cell) {
        return Stream.of(",", "\"", "\r", "\n").anyMatch(cell::contains)
                ? "\"" + cell.replace("\"", "\"\"") + "\""
                : cell;
    }

    private static String rate(LinkRate rate) {
        return rate.isLimited() ? Long.toString((long) rate.bytesPerSecond()) : rate.label();
    }

    private static String number(OptionalDouble number) {
        return number.isEmpty() ? EMPTY : Double.toString(number.getAsDouble());
    }
}
