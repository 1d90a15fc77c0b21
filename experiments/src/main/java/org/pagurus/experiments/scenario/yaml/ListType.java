package org.pagurus.experiments.scenario.yaml;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Several of a kind.
 *
 * @param what such as {@code hosts}
 * @param least how many there must be
 * @param most how many there may be
 */
public record ListType<T>(String what, ValueType<T> element, int least, int most)
        implements ValueType<List<Located<T>>> {
    @Override
    public String expected() {
        return "a list of " + (least == most ? "" : least + " to ") + most + " " + what;
    }

    @Override
    public List<Located<T>> read(Node node, Place place) throws YamlException {
        if (!(node instanceof SequenceNode sequence)) {
            throw place.wrong(expected(), ValueType.shown(node));
        }
        List<Node> nodes = sequence.getValue();
        if (nodes.size() < least || nodes.size() > most) {
            throw place.wrong(expected(), nodes.size());
        }
        List<Located<T>> elements = new ArrayList<>();
        for (Node each : nodes) {
            Place at = place.element(elements.size()).at(each);
            elements.add(new Located<>(element.read(each, at), at));
        }
        return List.copyOf(elements);
    }
}
