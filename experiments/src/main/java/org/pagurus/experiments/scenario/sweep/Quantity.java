package org.pagurus.experiments.scenario.sweep;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.option.ByteRate;
import org.pagurus.experiments.option.ByteSize;
import org.pagurus.experiments.option.DurationOption;
import org.pagurus.memory.Page;

/**
 * A number with its unit, as scenarios have them.
 *
 * @param amount in the smallest unit: bytes, bytes a second, nanoseconds, percent
 * @param granule to which values beside it are rounded; 0 for six digits
 */
public record Quantity(Unit unit, double amount, double granule) {
    /** What it is an amount of; numbers of different units are not compared. */
    public enum Unit {
        NUMBER,
        PERCENT,
        SIZE,
        RATE,
        TIME
    }

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,15})?(%?)");
    private static final Pattern WITH_UNIT = Pattern.compile("[0-9.]+([a-zA-Z]+)(/s)?");
    private static final MathContext DIGITS = new MathContext(6);

    /** A unit's next smaller one, in the smallest. */
    private static final Map<String, Double> STEPS =
            Map.ofEntries(
                    Map.entry("b", 1.0),
                    Map.entry("kb", 1.0),
                    Map.entry("mb", 1e3),
                    Map.entry("gb", 1e6),
                    Map.entry("tb", 1e9),
                    Map.entry("kib", 1.0),
                    Map.entry("mib", 1024.0),
                    Map.entry("gib", 1024.0 * 1024),
                    Map.entry("tib", 1024.0 * 1024 * 1024),
                    Map.entry("ns", 1.0),
                    Map.entry("us", 1.0),
                    Map.entry("ms", 1e3),
                    Map.entry("s", 1e6),
                    Map.entry("m", 1e9),
                    Map.entry("h", 60e9));

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Quantity parse(String text) {
        Matcher number = NUMBER.matcher(text);
        if (number.matches()) {
            boolean isPercent = !number.group(2).isEmpty();
            String digits = isPercent ? text.substring(0, text.length() - 1) : text;
            boolean isWhole = !isPercent && number.group(1) == null;
            return new Quantity(
                    isPercent ? Unit.PERCENT : Unit.NUMBER,
                    Double.parseDouble(digits),
                    isWhole ? 1 : 0);
        }
        for (Form form : Form.ALL) {
            Quantity quantity = form.tryParse(text);
            if (quantity != null) {
                return quantity;
            }
        }
        throw new IllegalArgumentException(
                "expected a number, share, size, rate or time but found " + text);
    }

    /** What values between two are rounded to. */
    double granuleWith(Quantity other) {
        double smaller = Math.min(granule, other.granule);
        boolean ofPages =
                unit == Unit.SIZE
                        && amount % Page.SIZE_BYTES == 0
                        && other.amount % Page.SIZE_BYTES == 0;
        return ofPages ? Math.ceil(smaller / Page.SIZE_BYTES) * Page.SIZE_BYTES : smaller;
    }

    Quantity rounded(double value, double toGranule) {
        double rounded =
                toGranule == 0
                        ? new BigDecimal(value).round(DIGITS).doubleValue()
                        : Math.rint(value / toGranule) * toGranule;
        return new Quantity(unit, rounded, granule);
    }

    /** As a scenario has it. */
    String text() {
        return switch (unit) {
            case NUMBER -> plain();
            case PERCENT -> plain() + "%";
            case SIZE -> new ByteSize((long) amount).toString();
            case RATE -> new ByteRate((long) amount).toString();
            case TIME -> new DurationOption((long) amount).toString();
        };
    }

    private String plain() {
        return BigDecimal.valueOf(amount).stripTrailingZeros().toPlainString();
    }

    private record Form(Unit unit, ToLongFunction<String> parser) {
        static final List<Form> ALL =
                List.of(
                        new Form(Unit.TIME, text -> DurationOption.parse(text).ns()),
                        new Form(Unit.SIZE, text -> ByteSize.parse(text).bytes()),
                        new Form(Unit.RATE, text -> ByteRate.parse(text).bytesPerSecond()));

        @Nullable Quantity tryParse(String text) {
            Matcher matcher = WITH_UNIT.matcher(text);
            if (!matcher.matches()) {
                return null;
            }
            try {
                long amount = parser.applyAsLong(text);
                Double step = STEPS.get(matcher.group(1).toLowerCase(Locale.ROOT));
                return new Quantity(unit, amount, step == null ? 1 : step);
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
    }
}
