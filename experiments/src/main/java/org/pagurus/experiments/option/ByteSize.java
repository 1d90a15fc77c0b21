package org.pagurus.experiments.option;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes: {@code 4096}, {@code 200MiB}, {@code 1.5GB}. KB, MB, GB and TB are powers of
 * 1000, KiB, MiB, GiB and TiB of 1024; upper and lower case are the same.
 *
 * @param bytes 0 or more
 */
public record ByteSize(long bytes) {
    /** More digits than any size has; keeps a number from being built that is huge. */
    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,19}(?:\\.[0-9]{1,9})?)([a-zA-Z]*)");

    private static final Map<String, Long> UNITS = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    static {
        UNITS.put("", 1L);
        UNITS.put("B", 1L);
        String prefixes = "KMGT";
        long decimal = 1;
        for (int i = 0; i < prefixes.length(); i++) {
            decimal *= 1000;
            UNITS.put(prefixes.charAt(i) + "B", decimal);
            UNITS.put(prefixes.charAt(i) + "iB", 1L << 10 * (i + 1));
        }
    }

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("expected a size of 0 or more, found " + bytes);
        }
    }

    /**
     * Reads a size.
     *
     * @throws IllegalArgumentException with one line: what was expected and what was found
     */
    public static ByteSize parse(String text) {
        Matcher matcher = FORM.matcher(text);
        Long unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
        if (unit == null) {
            throw malformed(text, "");
        }
        try {
            BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
            return new ByteSize(bytes.longValueExact());
        } catch (ArithmeticException e) {
            throw malformed(text, ", which is no whole number of bytes below 2^63");
        }
    }

    private static IllegalArgumentException malformed(String text, String why) {
        return new IllegalArgumentException(
                "expected a size such as 4096, 200MiB or 1GB, found '" + text + "'" + why);
    }

    /** As {@link #parse} reads it, in the unit that leaves the fewest digits and no rest. */
    @Override
    public String toString() {
        long number = bytes;
        String unit = "";
        for (Map.Entry<String, Long> candidate : UNITS.entrySet()) {
            if (bytes % candidate.getValue() == 0 && bytes / candidate.getValue() < number) {
                number = bytes / candidate.getValue();
                unit = candidate.getKey();
            }
        }
        return number + unit;
    }
}
