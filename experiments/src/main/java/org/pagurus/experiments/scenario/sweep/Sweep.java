package org.pagurus.experiments.scenario.sweep;

import java.util.ArrayList;
import java.util.List;
import org.pagurus.experiments.statistics.FullFactorial;

/**
 * The fields of a scenario that take several values: a point for each combination, the first field
 * changing slowest. Without fields there is one point.
 *
 * @param fields in the file's order
 */
public record Sweep(List<SweptField> fields) {
    public static final int MAX_FIELDS = 8;
    public static final int MAX_POINTS = 100_000;

    /** No field. */
    public static final Sweep NONE = new Sweep(List.of());

    public Sweep {
        fields = List.copyOf(fields);
    }

    public FullFactorial design() {
        return new FullFactorial(
                fields.stream().mapToInt(field -> field.values().size()).toArray());
    }

    /** The values of the fields at a point. */
    public List<SweptValue> at(int point) {
        FullFactorial design = design();
        List<SweptValue> values = new ArrayList<>();
        for (int factor = 0; factor < fields.size(); factor++) {
            values.add(fields.get(factor).values().get(design.level(point, factor)));
        }
        return values;
    }

    /** A point in words: {@code link.rate 50MB/s, settings.policy qemu}; empty without a sweep. */
    public String words(int point) {
        List<SweptValue> values = at(point);
        List<String> words = new ArrayList<>();
        for (int factor = 0; factor < fields.size(); factor++) {
            words.add(fields.get(factor).path() + " " + values.get(factor).label());
        }
        return String.join(", ", words);
    }
}
