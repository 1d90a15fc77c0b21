package org.pagurus.experiments.scenario.schema;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.pagurus.experiments.scenario.yaml.ScalarForm;
import org.pagurus.experiments.scenario.yaml.ScalarType;

/**
 * A scalar as JSON Schema. An editor has the value as one of YAML's own types already: {@code 4096}
 * is a number, {@code 4KiB} is not. So each form says what it is as either.
 */
final class ScalarSchema {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ANY_DECIMAL = "[0-9]{1,15}([.][0-9]{1,40})?";
    private static final String BOOLEAN = "boolean";
    private static final String INTEGER = "integer";
    private static final String NUMBER = "number";
    private static final String STRING = "string";

    private ScalarSchema() {}

    static ObjectNode of(ScalarType<?> type) {
        ObjectNode node = JSON.createObjectNode();
        if (!type.choices().isEmpty()) {
            ArrayNode choices = node.putArray("enum");
            for (String choice : type.choices()) {
                if (isBoolean(choice)) {
                    choices.add(Boolean.parseBoolean(choice));
                }
            }
            type.choices().forEach(choices::add);
            return node;
        }
        switch (type.form()) {
            case ScalarForm.Any any -> types(node, STRING, NUMBER, BOOLEAN);
            case ScalarForm.Line line -> {
                types(node, STRING, NUMBER, BOOLEAN);
                node.put("minLength", line.least());
                node.put("maxLength", line.most());
            }
            case ScalarForm.Text text -> {
                node.put("type", STRING);
                pattern(node, text.regex());
            }
            case ScalarForm.Word word -> {
                types(node, STRING, NUMBER, BOOLEAN);
                pattern(node, word.regex());
            }
            case ScalarForm.Amount amount -> {
                types(node, STRING, NUMBER);
                node.put("minimum", 0);
                if (amount.most() < Double.POSITIVE_INFINITY) {
                    node.put("maximum", number(amount.most()));
                }
                pattern(node, amount.regex());
            }
            case ScalarForm.Whole whole -> {
                types(node, INTEGER, STRING);
                node.put("minimum", whole.least());
                node.put("maximum", whole.most());
                pattern(node, "[+-]?[0-9]+");
            }
            case ScalarForm.Decimal decimal -> {
                types(node, NUMBER, STRING);
                node.put("minimum", number(decimal.least()));
                node.put("maximum", number(decimal.most()));
                pattern(node, ANY_DECIMAL);
            }
        }
        return node;
    }

    /** Puts a text as the YAML type that an editor sees in it. */
    static void put(ObjectNode node, String name, ScalarType<?> type, String text) {
        boolean isNumber =
                type.form() instanceof ScalarForm.Whole
                        || type.form() instanceof ScalarForm.Decimal
                        || type.form() instanceof ScalarForm.Amount && text.matches(ANY_DECIMAL);
        if (isBoolean(text) && type.choices().contains(text)) {
            node.put(name, Boolean.parseBoolean(text));
        } else if (isNumber) {
            node.put(name, new BigDecimal(text));
        } else {
            node.put(name, text);
        }
    }

    private static void pattern(ObjectNode node, String regex) {
        node.put("pattern", "^(" + regex + ")$");
    }

    private static void types(ObjectNode node, String... types) {
        ArrayNode all = node.putArray("type");
        for (String type : types) {
            all.add(type);
        }
    }

    private static BigDecimal number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros();
    }

    private static boolean isBoolean(String text) {
        return text.equals("true") || text.equals("false");
    }
}
