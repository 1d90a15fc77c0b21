package org.pagurus.experiments.report.html;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.scenario.sweep.Quantity;

/**
 * A field of the scenario that was swept.
 *
 * @param name its path
 * @param values as they were written
 * @param positions of the values as numbers of one unit, each once and rising; null when they are
 *     not, such as names
 * @param logarithmic whether equal ratios should be equally far apart
 */
record FieldAxis(
        String name, List<String> values, @Nullable List<Double> positions, boolean logarithmic) {
    /** From this ratio of the largest to the least on. */
    private static final double LOGARITHMIC_RATIO = 20;

    static FieldAxis of(String name, List<String> values) {
        List<Double> positions = positions(values);
        boolean logarithmic =
                positions != null
                        && positions.getFirst() > 0
                        && positions.getLast() / positions.getFirst() >= LOGARITHMIC_RATIO;
        return new FieldAxis(name, List.copyOf(values), positions, logarithmic);
    }

    private static @Nullable List<Double> positions(List<String> values) {
        List<Double> positions = new ArrayList<>();
        Quantity before = null;
        for (String value : values) {
            Quantity quantity = read(value);
            if (quantity == null
                    || before != null
                            && (quantity.unit() != before.unit()
                                    || quantity.amount() <= before.amount())) {
                return null;
            }
            positions.add(quantity.amount());
            before = quantity;
        }
        return positions.isEmpty() ? null : positions;
    }

    private static @Nullable Quantity read(String value) {
        try {
            return Quantity.parse(value);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
