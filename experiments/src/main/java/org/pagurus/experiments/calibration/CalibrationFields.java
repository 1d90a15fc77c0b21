package org.pagurus.experiments.calibration;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.List;

/** The fields of an object in a calibration; what is wrong with one is told with its name. */
final class CalibrationFields {
    private final String path;
    private final JsonNode node;

    /**
     * @throws IllegalArgumentException when it is no object, as all methods when a field is wrong
     */
    CalibrationFields(String path, JsonNode node) {
        if (!node.isObject()) {
            throw new IllegalArgumentException(
                    (path.isEmpty() ? "file" : path)
                            + ": expected an object, found "
                            + node.getNodeType());
        }
        this.path = path.isEmpty() ? "" : path + ".";
        this.node = node;
    }

    CalibrationFields object(String name) {
        return new CalibrationFields(path + name, node.path(name));
    }

    void expectOnly(String... names) {
        List<String> known = List.of(names);
        for (Iterator<String> all = node.fieldNames(); all.hasNext(); ) {
            String name = all.next();
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        path + name + ": expected one of " + known + ", found another field");
            }
        }
    }

    void expectText(String name, String expected) {
        if (!text(name).equals(expected)) {
            throw new IllegalArgumentException(
                    path + name + ": expected " + expected + ", found " + text(name));
        }
    }

    String text(String name) {
        JsonNode field = node.path(name);
        if (!field.isTextual()) {
            throw wrong(name, "text", field);
        }
        return field.textValue();
    }

    double number(String name, double least, double most) {
        return number(name, node.path(name), least, most);
    }

    long nanoseconds(String name) {
        return Math.round(number(name, 0, 1e12));
    }

    double[] numbers(String name, int count) {
        JsonNode field = node.path(name);
        if (!field.isArray() || field.size() != count) {
            throw wrong(name, count + " numbers", field);
        }
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = number(name + "[" + i + "]", field.get(i), 0, 1e9);
        }
        return numbers;
    }

    private double number(String name, JsonNode field, double least, double most) {
        if (!field.isNumber() || field.doubleValue() < least || field.doubleValue() > most) {
            throw wrong(name, "a number of " + least + " to " + most, field);
        }
        return field.doubleValue();
    }

    private IllegalArgumentException wrong(String name, String expected, JsonNode field) {
        return new IllegalArgumentException(
                path
                        + name
                        + ": expected "
                        + expected
                        + ", found "
                        + (field.isMissingNode() ? "nothing" : field.toString()));
    }
}
