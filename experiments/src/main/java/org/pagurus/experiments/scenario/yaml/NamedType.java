package org.pagurus.experiments.scenario.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Several of a kind by names that the file gives them, in the file's order.
 *
 * @param what such as {@code guests}
 * @param name what a name may be
 * @param most how many there may be; there must be one
 */
public record NamedType<T>(String what, ScalarType<String> name, ValueType<T> element, int most)
        implements ValueType<Map<String, Located<T>>> {
    @Override
    public String expected() {
        return "1 to " + most + " " + what + " by name";
    }

    @Override
    public Map<String, Located<T>> read(Node node, Place place) throws YamlException {
        Map<String, Entries.Entry> entries = Entries.of(node, place, expected());
        if (entries.isEmpty() || entries.size() > most) {
            throw place.wrong(expected(), entries.size());
        }
        Map<String, Located<T>> named = new LinkedHashMap<>();
        for (Map.Entry<String, Entries.Entry> entry : entries.entrySet()) {
            Place at = entry.getValue().place();
            String checked = name.read(entry.getValue().key(), at);
            T value = element.read(entry.getValue().value(), at);
            named.put(checked, new Located<>(value, at));
        }
        return Collections.unmodifiableMap(named);
    }
}
