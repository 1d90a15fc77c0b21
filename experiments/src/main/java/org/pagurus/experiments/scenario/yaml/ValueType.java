package org.pagurus.experiments.scenario.yaml;

import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** What a field holds. A declaration that can be read by, and described to people and editors. */
public sealed interface ValueType<T>
        permits ScalarType, ListType, NamedType, ObjectType, EitherType, AnyType {
    /** What an error says was expected: {@code a list of hosts}. */
    String expected();

    /**
     * Reads a node.
     *
     * @param place the node's own
     * @throws YamlException when it holds something else
     */
    T read(Node node, Place place) throws YamlException;

    /** What a node is, for errors. */
    static String shown(Node node) {
        return switch (node) {
            case ScalarNode scalar when isNothing(scalar) -> "nothing";
            case ScalarNode scalar -> "'" + Place.printable(scalar.getValue()) + "'";
            case SequenceNode sequence -> "a list";
            case MappingNode mapping -> "fields";
            default -> "something else";
        };
    }

    /** Whether a field was named and given no value. */
    static boolean isNothing(ScalarNode scalar) {
        String text = scalar.getValue();
        return scalar.isPlain() && (text.isEmpty() || text.equals("~") || text.equals("null"));
    }
}
