package org.pagurus.experiments.report;

import java.util.Locale;

/** Numbers for people. Bytes are in MiB, whatever their size, so that rows can be compared. */
public final class Units {
    private static final double MIB = 1 << 20;
    private static final double NS_PER_MS = 1e6;
    private static final double NS_PER_SECOND = 1e9;

    private Units() {}

    /** {@code 26,112}. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** {@code 1,102.0}. */
    public static String mebibytes(double bytes) {
        return String.format(Locale.ROOT, "%,.1f", bytes / MIB);
    }

    /** {@code 0.110}. */
    public static String seconds(long ns) {
        return String.format(Locale.ROOT, "%,.3f", ns / NS_PER_SECOND);
    }

    /** {@code 14.250}. */
    public static String milliseconds(long ns) {
        return String.format(Locale.ROOT, "%,.3f", ns / NS_PER_MS);
    }

    /** {@code 14}. */
    public static String wholeMilliseconds(long ns) {
        return String.format(Locale.ROOT, "%,.0f", ns / NS_PER_MS);
    }

    /** {@code 1.25}, or {@code -} when nothing was divided by. */
    public static String ratio(double numerator, double denominator) {
        return denominator == 0
                ? "-"
                : String.format(Locale.ROOT, "%,.2f", numerator / denominator);
    }

    /** {@code 12.5 %}; of nothing it is {@code 0.0 %}. */
    static String percent(long part, long whole) {
        return String.format(Locale.ROOT, "%.1f %%", whole == 0 ? 0.0 : 100.0 * part / whole);
    }

    /** Bytes in a time, in bytes per second; 0 for no time. */
    public static double perSecond(double bytes, long ns) {
        return ns <= 0 ? 0 : bytes / (ns / NS_PER_SECOND);
    }
}
