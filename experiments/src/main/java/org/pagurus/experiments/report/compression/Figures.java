package org.pagurus.experiments.report.compression;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.pagurus.experiments.bench.compression.CodingResult;
import org.pagurus.experiments.bench.compression.Delivery;
import org.pagurus.experiments.bench.compression.ImageResult;
import org.pagurus.experiments.bench.compression.LinkRate;
import org.pagurus.experiments.report.Units;

/** Figures that follow from those measured. */
final class Figures {
    private static final double BYTES_PER_MB = 1e6;

    private Figures() {}

    static double ratioOfAllPages(ImageResult image, long wireBytes) {
        return (double) image.pageBytes() / wireBytes;
    }

    /** What zero pages take counts among the wire bytes. */
    static double ratioOfNonZeroPages(ImageResult image, long wireBytes) {
        return (double) image.nonZeroBytes() / wireBytes;
    }

    /** Of pages that are not zero. */
    static double bytesPerSecond(ImageResult image, long cpuNs) {
        return Units.perSecond(image.nonZeroBytes(), cpuNs);
    }

    /** Of the image's bytes with the baseline; empty when that was not measured. */
    static OptionalDouble shareOfBaseline(ImageResult image, long wireBytes) {
        return share(image.baseline().map(CodingResult::wireBytes), wireBytes);
    }

    /** Of the bytes of all intervals with the baseline; empty when there are none. */
    static OptionalDouble intervalShareOfBaseline(ImageResult image, long intervalBytes) {
        return share(image.baseline().map(CodingResult::allIntervalBytes), intervalBytes);
    }

    /** Of the baseline's bytes in one interval. */
    static OptionalDouble shareOfBaseline(ImageResult image, int interval, long bytes) {
        return share(
                image.baseline().map(baseline -> baseline.intervalBytes().get(interval)), bytes);
    }

    private static OptionalDouble share(Optional<Long> baselineBytes, long bytes) {
        return baselineBytes.isEmpty() || baselineBytes.get() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) bytes / baselineBytes.get());
    }

    static Optional<Delivery> at(LinkRate rate, Iterable<Delivery> deliveries) {
        for (Delivery delivery : deliveries) {
            if (delivery.rate().equals(rate)) {
                return Optional.of(delivery);
            }
        }
        return Optional.empty();
    }

    /** {@code 0.715}, or {@code -}. */
    static String share(OptionalDouble share) {
        return share.isEmpty() ? "-" : String.format(Locale.ROOT, "%.3f", share.getAsDouble());
    }

    /** {@code 275}, or {@code -} for nothing. */
    static String megabytesPerSecond(double bytesPerSecond) {
        return bytesPerSecond == 0
                ? "-"
                : String.format(Locale.ROOT, "%,.0f", bytesPerSecond / BYTES_PER_MB);
    }

    /** {@code 12.3 %}, or {@code -} for none. */
    static String percent(long part, long whole) {
        return part == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }
}
