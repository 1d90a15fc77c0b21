package org.pagurus.experiments.scenario.read;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.pagurus.experiments.option.ByteRate;
import org.pagurus.experiments.option.ByteSize;
import org.pagurus.experiments.option.DurationOption;
import org.pagurus.experiments.scenario.yaml.ScalarForm;
import org.pagurus.experiments.scenario.yaml.ScalarType;

/** What single fields hold, written as on the command line. */
final class Types {
    private static final String BYTES = "[0-9]{1,19}([.][0-9]{1,9})?([Bb]|[KkMmGgTt][Ii]?[Bb])?";
    private static final String PATH_FORM = "[^\\x00]{1,4096}";
    private static final String NAME_FORM = "[a-zA-Z0-9._-]{1,64}";

    static final ScalarType<ByteSize> SIZE =
            ScalarType.of(
                    "a size such as 4096, 200MiB or 1GB",
                    new ScalarForm.Amount(BYTES, Double.POSITIVE_INFINITY),
                    ByteSize::parse);
    static final ScalarType<ByteRate> RATE =
            ScalarType.of(
                    "bytes per second such as 125MB/s or 50MiB/s",
                    new ScalarForm.Amount(BYTES + "(/s)?", Double.POSITIVE_INFINITY),
                    ByteRate::parse);

    /** Thirty days: sums of a few of these stay far below 2^63 ns. */
    static final ScalarType<DurationOption> TIME = time(0);

    static final ScalarType<DurationOption> TIME_ABOVE_0 = time(1);

    static final ScalarType<String> TEXT = text(1000);

    /** Of hosts, switches, links. */
    static final ScalarType<String> NAME =
            ScalarType.of(
                    "a name: 1 to 64 characters of a-z A-Z 0-9 . _ -",
                    new ScalarForm.Word(NAME_FORM),
                    text -> matching(text, NAME_FORM));

    static final ScalarType<Path> PATH =
            ScalarType.of(
                    "a path",
                    new ScalarForm.Line(1, 4096),
                    text -> Path.of(matching(text, PATH_FORM)));

    static final ScalarType<Boolean> BOOLEAN =
            new ScalarType<>(
                    "true or false",
                    List.of("true", "false"),
                    new ScalarForm.Any(),
                    text -> {
                        require(text.equals("true") || text.equals("false"));
                        return text.equals("true");
                    },
                    String::valueOf);

    static final ScalarType<Long> SEED =
            ScalarType.of(
                    "a whole number from -2^63 to 2^63-1",
                    new ScalarForm.Whole(Long.MIN_VALUE, Long.MAX_VALUE),
                    Long::valueOf);

    /** A share: {@code 0.01} or {@code 1%}. */
    static final ScalarType<Double> SHARE =
            ScalarType.of(
                            "a share from 0 to 1 such as 0.01 or 1%",
                            new ScalarForm.Amount(
                                    "0*(100([.]0{1,40})?|[0-9]{1,2}([.][0-9]{1,40})?)%"
                                            + "|0+([.][0-9]{1,40})?|0*1([.]0{1,40})?",
                                    1),
                            Types::share)
                    .writtenBy(Types::shown);

    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,15}([.][0-9]{1,40})?");

    private Types() {}

    private static ScalarType<DurationOption> time(long leastNs) {
        DurationOption least = new DurationOption(leastNs);
        DurationOption most = DurationOption.parse("720h");
        return ScalarType.of(
                "a time such as 300ms, 2s or 1m from " + least + " to " + most,
                new ScalarForm.Text("[0-9]{1,12}([.][0-9]{1,9})?(ns|us|ms|s|m|h)"),
                text -> {
                    DurationOption time = DurationOption.parse(text);
                    require(time.ns() >= least.ns() && time.ns() <= most.ns());
                    return time;
                });
    }

    static ScalarType<Integer> whole(int least, int most) {
        return ScalarType.of(
                "a whole number from " + least + " to " + most,
                new ScalarForm.Whole(least, most),
                text -> {
                    int value = Integer.parseInt(text);
                    require(value >= least && value <= most);
                    return value;
                });
    }

    static ScalarType<Double> number(double least, double most) {
        return ScalarType.of(
                        "a number from " + shown(least) + " to " + shown(most),
                        new ScalarForm.Decimal(least, most),
                        text -> {
                            double value = decimal(text);
                            require(value >= least && value <= most);
                            return value;
                        })
                .writtenBy(Types::shown);
    }

    /** The names of an enum in lower case, words joined by {@code -}. */
    static <E extends Enum<E>> ScalarType<E> oneOf(Class<E> type) {
        Map<String, E> choices = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            choices.put(label(constant), constant);
        }
        return oneOf(choices, "one of " + String.join(", ", choices.keySet()));
    }

    static <T> ScalarType<T> oneOf(Map<String, T> choices, String expected) {
        return new ScalarType<>(
                expected,
                List.copyOf(choices.keySet()),
                new ScalarForm.Any(),
                text -> {
                    T value = choices.get(text);
                    if (value == null) {
                        throw unlike();
                    }
                    return value;
                },
                value -> labelOf(value, choices));
    }

    private static <T> String labelOf(T value, Map<String, T> choices) {
        return choices.entrySet().stream()
                .filter(choice -> choice.getValue().equals(value))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String shown(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private static double share(String text) {
        boolean isPercent = text.endsWith("%");
        String digits = isPercent ? text.substring(0, text.length() - 1) : text;
        double value = decimal(digits) / (isPercent ? 100 : 1);
        require(value >= 0 && value <= 1);
        return value;
    }

    /** Digits with at most one point. */
    static double decimal(String text) {
        require(DECIMAL.matcher(text).matches());
        return Double.parseDouble(text);
    }

    private static ScalarType<String> text(int maxChars) {
        return ScalarType.of(
                "one line of 1 to " + maxChars + " characters",
                new ScalarForm.Line(1, maxChars),
                text -> {
                    require(!text.isEmpty() && text.length() <= maxChars);
                    require(text.chars().noneMatch(Character::isISOControl));
                    return text;
                });
    }

    private static String matching(String text, String form) {
        require(text.matches(form));
        return text;
    }

    /** The type says what was expected, the reader what was found. */
    static void require(boolean holds) {
        if (!holds) {
            throw unlike();
        }
    }

    private static IllegalArgumentException unlike() {
        return new IllegalArgumentException("expected what the type says");
    }
}
