package org.pagurus.experiments.scenario.yaml;

import java.util.List;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Text that a parser reads. Which of YAML's own types it looks like does not count: the field says
 * what it is.
 *
 * @param expected what an error says was expected
 * @param choices all texts that are right, where these can be listed; else empty
 * @param form what can be said of the text beside that
 * @param parser throws {@link IllegalArgumentException} for a text that is not right
 * @param writer a text that the parser reads as this value
 */
public record ScalarType<T>(
        String expected,
        List<String> choices,
        ScalarForm form,
        Function<String, T> parser,
        Function<T, String> writer)
        implements ValueType<T> {
    public ScalarType {
        choices = List.copyOf(choices);
    }

    /** One whose texts can't be listed, and whose values' own text is what the parser reads. */
    public static <T> ScalarType<T> of(String expected, Function<String, T> parser) {
        return of(expected, new ScalarForm.Any(), parser);
    }

    /** One of this form, whose values' own text is what the parser reads. */
    public static <T> ScalarType<T> of(
            String expected, ScalarForm form, Function<String, T> parser) {
        return new ScalarType<>(expected, List.of(), form, parser, String::valueOf);
    }

    /** The same with values that are written so. */
    public ScalarType<T> writtenBy(Function<T, String> other) {
        return new ScalarType<>(expected, choices, form, parser, other);
    }

    @Override
    public T read(Node node, Place place) throws YamlException {
        if (!(node instanceof ScalarNode scalar) || ValueType.isNothing(scalar)) {
            throw place.wrong(expected, ValueType.shown(node));
        }
        try {
            return parser.apply(scalar.getValue());
        } catch (IllegalArgumentException e) {
            throw place.wrong(expected, ValueType.shown(node) + reason(e));
        }
    }

    /** What the parser says beyond what was expected and found. */
    private static String reason(IllegalArgumentException e) {
        String message = String.valueOf(e.getMessage());
        boolean saysMore =
                !message.startsWith("expected ") && !(e instanceof NumberFormatException);
        return saysMore ? ": " + message : "";
    }
}
