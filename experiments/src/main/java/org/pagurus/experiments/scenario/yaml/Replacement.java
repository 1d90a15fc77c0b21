package org.pagurus.experiments.scenario.yaml;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Puts a value in the place of a field, or where a field is missing. What lies on the way to it is
 * copied: a document is never changed, and what an alias stands for elsewhere stays as it is. Where
 * the value is found to be wrong, it is at its own line.
 */
final class Replacement {
    private final YamlValue value;

    Replacement(YamlValue value) {
        this.value = value;
    }

    /**
     * The document with the value in it.
     *
     * @param path of the field, such as {@code migrations[0].start}
     * @throws YamlException when the way there leads through what has no fields or elements
     */
    Node in(Node root, String path) throws YamlException {
        return put(root, path, path);
    }

    private Node put(Node node, String rest, String path) throws YamlException {
        if (rest.isEmpty()) {
            return value.node();
        }
        return rest.charAt(0) == '[' ? element(node, rest, path) : field(node, rest, path);
    }

    private Node element(Node node, String rest, String path) throws YamlException {
        int close = rest.indexOf(']');
        String digits = close < 0 ? "" : rest.substring(1, close);
        if (!digits.matches("[0-9]{1,6}")) {
            throw value.place().wrong("the path of a field such as migrations[0].start", path);
        }
        int index = Integer.parseInt(digits);
        if (!(node instanceof SequenceNode sequence) || index >= sequence.getValue().size()) {
            throw value.place().wrong("the path of an element that the scenario has", path);
        }
        List<Node> elements = new ArrayList<>(sequence.getValue());
        elements.set(index, put(elements.get(index), behind(rest, close + 1), path));
        return new SequenceNode(
                sequence.getTag(),
                true,
                elements,
                sequence.getFlowStyle(),
                sequence.getStartMark(),
                sequence.getEndMark());
    }

    private Node field(Node node, String rest, String path) throws YamlException {
        if (!(node instanceof MappingNode mapping)) {
            throw value.place()
                    .wrong(
                            "a path through fields",
                            path + ", on which is " + ValueType.shown(node));
        }
        String name = known(mapping, rest);
        if (name == null) {
            name = rest.split("[.\\[]", 2)[0];
        }
        if (name.isEmpty()) {
            throw value.place().wrong("the path of a field such as migrations[0].start", path);
        }
        String further = behind(rest, name.length());
        List<NodeTuple> tuples = new ArrayList<>();
        boolean isThere = false;
        for (NodeTuple tuple : mapping.getValue()) {
            if (!isThere && isNamed(tuple, name)) {
                isThere = true;
                tuples.add(tuple(name, put(tuple.getValueNode(), further, path), further, tuple));
            } else {
                tuples.add(tuple);
            }
        }
        if (!isThere) {
            tuples.add(new NodeTuple(key(name), put(noFields(), further, path)));
        }
        return new MappingNode(
                mapping.getTag(),
                true,
                tuples,
                mapping.getFlowStyle(),
                mapping.getStartMark(),
                mapping.getEndMark());
    }

    /** The value's own key stands on the value's line; others stay where they are. */
    private NodeTuple tuple(String name, Node node, String further, NodeTuple before) {
        return new NodeTuple(further.isEmpty() ? key(name) : before.getKeyNode(), node);
    }

    /** The longest key that the rest of the path begins with: names may have points. */
    private static @Nullable String known(MappingNode mapping, String rest) {
        String longest = null;
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                String name = key.getValue();
                boolean begins =
                        rest.startsWith(name)
                                && (rest.length() == name.length()
                                        || rest.charAt(name.length()) == '.'
                                        || rest.charAt(name.length()) == '[');
                if (begins && (longest == null || name.length() > longest.length())) {
                    longest = name;
                }
            }
        }
        return longest;
    }

    private static boolean isNamed(NodeTuple tuple, String name) {
        return tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name);
    }

    private static String behind(String rest, int at) {
        boolean isPoint = at < rest.length() && rest.charAt(at) == '.';
        return rest.substring(isPoint ? at + 1 : at);
    }

    private Node key(String name) {
        return new ScalarNode(
                Tag.STR,
                true,
                name,
                ScalarStyle.PLAIN,
                value.node().getStartMark(),
                value.node().getEndMark());
    }

    private Node noFields() {
        return new MappingNode(
                Tag.MAP,
                true,
                List.of(),
                FlowStyle.FLOW,
                value.node().getStartMark(),
                value.node().getEndMark());
    }
}
