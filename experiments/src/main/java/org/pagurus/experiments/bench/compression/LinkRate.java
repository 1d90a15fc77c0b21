package org.pagurus.experiments.bench.compression;

import java.util.List;

/**
 * How fast a link is.
 *
 * @param label for people
 * @param bytesPerSecond infinite for a link that takes no time
 */
public record LinkRate(String label, double bytesPerSecond) {
    private static final double NS_PER_SECOND = 1e9;
    private static final int BITS_PER_BYTE = 8;

    public static final LinkRate UNLIMITED = new LinkRate("unlimited", Double.POSITIVE_INFINITY);

    /** The rates that delivery times are given for, slowest first. */
    public static final List<LinkRate> ALL =
            List.of(
                    ofBits("100M", 100_000_000L),
                    ofBits("1G", 1_000_000_000L),
                    ofBits("10G", 10_000_000_000L),
                    ofBits("40G", 40_000_000_000L),
                    UNLIMITED);

    private static LinkRate ofBits(String label, long bitsPerSecond) {
        return new LinkRate(label, (double) bitsPerSecond / BITS_PER_BYTE);
    }

    public boolean isLimited() {
        return Double.isFinite(bytesPerSecond);
    }

    /** How long so many bytes take; 0 without a limit. */
    public double transmitNs(double bytes) {
        return bytes * NS_PER_SECOND / bytesPerSecond;
    }
}
