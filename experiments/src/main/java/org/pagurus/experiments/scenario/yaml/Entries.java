package org.pagurus.experiments.scenario.yaml;

import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The entries of a mapping, by their keys' texts, each of which may be there once. */
final class Entries {
    private Entries() {}

    /**
     * @param place the value's
     */
    record Entry(ScalarNode key, Node value, Place place) {}

    /** In the file's order. */
    static Map<String, Entry> of(Node node, Place place, String expected) throws YamlException {
        if (!(node instanceof MappingNode mapping)) {
            throw place.wrong(expected, ValueType.shown(node));
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw place.at(tuple.getKeyNode())
                        .wrong("a field's name", ValueType.shown(tuple.getKeyNode()));
            }
            Node value = tuple.getValueNode();
            Place field = place.at(key).field(Place.printable(key.getValue()));
            boolean isBelow = !(value instanceof ScalarNode);
            Entry entry = new Entry(key, value, isBelow ? field.at(value) : field);
            Entry before = entries.putIfAbsent(key.getValue(), entry);
            if (before != null) {
                throw field.wrong(
                        "each field once", "it again, first on line " + Place.lineOf(before.key));
            }
        }
        return entries;
    }
}
