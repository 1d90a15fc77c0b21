package org.pagurus.experiments.metric;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** What a metric counts, and how people read it. */
public enum MetricUnit {
    NANOSECONDS("s", 1e9, "ms", 1e6, "us", 1e3, "ns", 1),
    BYTES("GiB", 1L << 30, "MiB", 1L << 20, "KiB", 1L << 10, "B", 1),
    JOULES("GJ", 1e9, "MJ", 1e6, "kJ", 1e3, "J", 1),
    KILOWATT_HOURS("kWh", 1),
    PERCENT("%", 1),
    /** From 0 to 1, shown in percent. */
    SHARE("%", 0.01),
    /** Of things that the metric's words name. */
    COUNT("", 1);

    private static final MathContext DIGITS = new MathContext(3);

    private final Object[] units;

    MetricUnit(Object... namesAndSizes) {
        units = namesAndSizes;
    }

    /**
     * A unit to show values in.
     *
     * @param unit empty for plain counts
     * @param value what one of it is
     */
    public record Size(String unit, double value) {}

    /** The unit that leaves a number from 1 to 1000, or the nearest there is. */
    public Size size(double value) {
        int at = 0;
        while (at + 2 < units.length && Math.abs(value) < size(at)) {
            at += 2;
        }
        return new Size(String.valueOf(units[at]), size(at));
    }

    /** Three digits with the unit that leaves a number from 1 to 1000: {@code 12.3 ms}. */
    public String format(double value) {
        Size size = size(value);
        return number(value / size.value) + (size.unit.isEmpty() ? "" : " " + size.unit);
    }

    private double size(int at) {
        return ((Number) units[at + 1]).doubleValue();
    }

    private static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return String.valueOf(value);
        }
        if (Math.abs(value) >= 1000) {
            return String.format(Locale.ROOT, "%,d", Math.round(value));
        }
        BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        boolean isTiny = value != 0 && Math.abs(value) < 1e-3;
        return isTiny ? String.format(Locale.ROOT, "%.2e", value) : rounded.toPlainString();
    }
}
