package org.pagurus.experiments.scenario.yaml;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A value as it stands in a file, to be put somewhere else. */
public final class YamlValue {
    /** Longer values have no text: they would not fit into a table. */
    public static final int MAX_CHARS = 200;

    private final Node node;
    private final Place place;

    YamlValue(Node node, Place place) {
        this.node = node;
        this.place = place;
    }

    /** Another text in the place of this value. */
    public YamlValue withText(String text) {
        return new YamlValue(
                new ScalarNode(
                        Tag.STR,
                        true,
                        text,
                        ScalarStyle.DOUBLE_QUOTED,
                        node.getStartMark(),
                        node.getEndMark()),
                place);
    }

    public Place place() {
        return place;
    }

    /** As it was composed, which may be recursive; never to be changed. */
    public Node node() {
        return node;
    }

    /** The value on one line; null when it takes more than {@value #MAX_CHARS} characters. */
    public @Nullable String text() {
        StringBuilder text = new StringBuilder();
        write(node, text);
        boolean fits = text.length() <= MAX_CHARS;
        return fits && text.chars().noneMatch(Character::isISOControl) ? text.toString() : null;
    }

    /** Ends soon behind the most characters, whatever aliases there are. */
    private static void write(Node node, StringBuilder text) {
        if (text.length() > MAX_CHARS) {
            return;
        }
        switch (node) {
            case ScalarNode scalar -> text.append(scalar.getValue());
            case SequenceNode sequence -> {
                text.append('[');
                String separator = "";
                for (Node each : sequence.getValue()) {
                    write(each, text.append(separator));
                    separator = ", ";
                }
                text.append(']');
            }
            case MappingNode mapping -> {
                text.append('{');
                String separator = "";
                for (NodeTuple tuple : mapping.getValue()) {
                    write(tuple.getKeyNode(), text.append(separator));
                    write(tuple.getValueNode(), text.append(": "));
                    separator = ", ";
                }
                text.append('}');
            }
            default -> text.append('?');
        }
    }
}
