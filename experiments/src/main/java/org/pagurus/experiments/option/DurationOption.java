package org.pagurus.experiments.option;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A span of time: {@code 300ms}, {@code 1.5s}, {@code 2m}, {@code 1h}. The unit must be given.
 *
 * @param ns nanoseconds, 0 or more
 */
public record DurationOption(long ns) {
    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?)(ns|us|ms|s|m|h)");

    private enum Unit {
        H(3_600_000_000_000L),
        M(60_000_000_000L),
        S(1_000_000_000L),
        MS(1_000_000L),
        US(1_000L),
        NS(1L);

        private final long ns;

        Unit(long ns) {
            this.ns = ns;
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Reads a span of time.
     *
     * @throws IllegalArgumentException with one line: what was expected and what was found
     */
    public static DurationOption parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw malformed(text, "");
        }
        Unit unit = Unit.valueOf(matcher.group(2).toUpperCase(Locale.ROOT));
        try {
            return new DurationOption(
                    new BigDecimal(matcher.group(1))
                            .multiply(BigDecimal.valueOf(unit.ns))
                            .longValueExact());
        } catch (ArithmeticException e) {
            throw malformed(text, ", which is no whole number of nanoseconds below 2^63");
        }
    }

    private static IllegalArgumentException malformed(String text, String why) {
        return new IllegalArgumentException(
                "expected a time with its unit such as 300ms, 2s or 1m, found '"
                        + text
                        + "'"
                        + why);
    }

    /** As {@link #parse} reads it, in the largest unit that leaves no rest. */
    @Override
    public String toString() {
        for (Unit unit : Unit.values()) {
            if (ns != 0 && ns % unit.ns == 0) {
                return ns / unit.ns + unit.label();
            }
        }
        return "0s";
    }
}
