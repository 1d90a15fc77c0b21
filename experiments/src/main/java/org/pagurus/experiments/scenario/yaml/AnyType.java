package org.pagurus.experiments.scenario.yaml;

import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Any value at all, which is read later where it is put.
 *
 * @param expected what an error says was expected
 */
public record AnyType(String expected) implements ValueType<YamlValue> {
    @Override
    public YamlValue read(Node node, Place place) {
        return new YamlValue(node, place);
    }
}
