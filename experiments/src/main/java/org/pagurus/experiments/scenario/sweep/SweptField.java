package org.pagurus.experiments.scenario.sweep;

import java.util.List;

/**
 * A field of a scenario that takes several values.
 *
 * @param path such as {@code link.rate}
 * @param values in the order of the file, at least one
 */
public record SweptField(String path, List<SweptValue> values) {
    public SweptField {
        values = List.copyOf(values);
    }
}
