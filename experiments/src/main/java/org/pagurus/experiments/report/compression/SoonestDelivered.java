package org.pagurus.experiments.report.compression;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.pagurus.experiments.bench.compression.CodingResult;
import org.pagurus.experiments.bench.compression.CompressionReport;
import org.pagurus.experiments.bench.compression.Delivery;
import org.pagurus.experiments.bench.compression.ImageResult;
import org.pagurus.experiments.bench.compression.LinkRate;
import org.pagurus.experiments.report.Units;
import org.pagurus.experiments.report.html.Table;

/**
 * Which coding for which memory on which link: for each image the fixed coding that delivers it
 * soonest, and below it what {@code adaptive} takes, as a share of that too.
 */
final class SoonestDelivered {
    private static final String FIXED = "fixed:";
    private static final String ADAPTIVE = "adaptive";

    /** A fixed coding's delivery. */
    private record Candidate(String coding, Delivery delivery) {}

    private SoonestDelivered() {}

    /** Empty when no fixed coding was measured. */
    static Optional<Table> of(CompressionReport report) {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("memory", "coding"));
        LinkRate.ALL.forEach(rate -> head.add(rate.label()));
        rows.add(head);
        for (ImageResult image : report.images()) {
            if (image.codings().stream().anyMatch(SoonestDelivered::isFixed)) {
                rows.add(row(image, "best fixed", best(image)));
                rows.add(row(image, ADAPTIVE, adaptive(image)));
            }
        }
        return rows.size() == 1
                ? Optional.empty()
                : Optional.of(
                        new Table(
                                "Soonest delivered at bit/s: the best fixed coding and its seconds,"
                                        + " and those of adaptive",
                                rows));
    }

    private static List<String> row(ImageResult image, String coding, Stream<String> cells) {
        return Stream.concat(Stream.of(image.name(), coding), cells).toList();
    }

    private static Stream<String> best(ImageResult image) {
        return LinkRate.ALL.stream()
                .map(rate -> best(image, rate))
                .map(
                        best ->
                                best.coding().substring(FIXED.length())
                                        + " "
                                        + Units.seconds(best.delivery().ns()));
    }

    private static Stream<String> adaptive(ImageResult image) {
        return LinkRate.ALL.stream()
                .map(
                        rate ->
                                image.codings().stream()
                                        .filter(result -> result.coding().equals(ADAPTIVE))
                                        .flatMap(result -> at(rate, result))
                                        .findFirst()
                                        .map(own -> share(own, best(image, rate).delivery()))
                                        .orElse("-"));
    }

    private static String share(Delivery own, Delivery best) {
        double share = (double) own.ns() / best.ns();
        return Units.seconds(own.ns()) + String.format(Locale.ROOT, " (%.2f)", share);
    }

    private static Candidate best(ImageResult image, LinkRate rate) {
        return image.codings().stream()
                .filter(SoonestDelivered::isFixed)
                .flatMap(
                        result ->
                                at(rate, result)
                                        .map(delivery -> new Candidate(result.coding(), delivery)))
                .min(Comparator.comparingLong(candidate -> candidate.delivery().ns()))
                .orElseThrow();
    }

    private static Stream<Delivery> at(LinkRate rate, CodingResult result) {
        return Figures.at(rate, result.deliveries()).stream();
    }

    private static boolean isFixed(CodingResult result) {
        return result.coding().startsWith(FIXED);
    }
}
