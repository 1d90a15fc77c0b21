package org.pagurus.experiments.scenario.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pagurus.experiments.scenario.read.FilledScenario;
import org.pagurus.experiments.scenario.yaml.Field;
import org.pagurus.experiments.scenario.yaml.FieldValues;
import org.pagurus.experiments.scenario.yaml.ListType;
import org.pagurus.experiments.scenario.yaml.Located;
import org.pagurus.experiments.scenario.yaml.NamedType;
import org.pagurus.experiments.scenario.yaml.ObjectType;
import org.pagurus.experiments.scenario.yaml.ScalarType;
import org.pagurus.experiments.scenario.yaml.ValueType;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Writes a scenario by the declaration of its fields, in their order. Read back, it is the same
 * scenario.
 */
public final class ScenarioWriter {
    private static final DumpSettings SETTINGS =
            DumpSettings.builder()
                    .setDefaultFlowStyle(FlowStyle.BLOCK)
                    .setIndicatorIndent(2)
                    .setIndentWithIndicator(true)
                    .setIndent(2)
                    // No text is broken over lines.
                    .setWidth(1 << 20)
                    .build();

    private ScenarioWriter() {}

    /** The scenario as YAML, with a line end behind it. */
    public static String write(FilledScenario scenario) {
        Text text = new Text();
        new Dump(SETTINGS).dumpNode(object(scenario.type(), scenario.values()), text);
        return text.toString();
    }

    private static Node node(ValueType<?> type, Object value) {
        return switch (type) {
            case ScalarType<?> scalar -> scalar(scalar, value);
            case ObjectType object -> object(object, (FieldValues) value);
            case ListType<?> list -> list(list, (List<?>) value);
            case NamedType<?> named -> named(named, (Map<?, ?>) value);
        };
    }

    private static Node object(ObjectType type, FieldValues values) {
        List<NodeTuple> tuples = new ArrayList<>();
        for (Field<?> field : type.fields()) {
            Object value = values.filledIn(field);
            if (value != null && !(value instanceof String text && text.isEmpty())) {
                tuples.add(new NodeTuple(text(field.name()), node(field.type(), value)));
            }
        }
        return new MappingNode(Tag.MAP, tuples, FlowStyle.BLOCK);
    }

    private static Node list(ListType<?> type, List<?> elements) {
        List<Node> nodes = new ArrayList<>();
        for (Object element : elements) {
            nodes.add(node(type.element(), ((Located<?>) element).value()));
        }
        boolean isShort = type.element() instanceof ScalarType<?> || nodes.isEmpty();
        return new SequenceNode(Tag.SEQ, nodes, isShort ? FlowStyle.FLOW : FlowStyle.BLOCK);
    }

    private static Node named(NamedType<?> type, Map<?, ?> elements) {
        List<NodeTuple> tuples = new ArrayList<>();
        elements.forEach(
                (name, element) ->
                        tuples.add(
                                new NodeTuple(
                                        text(String.valueOf(name)),
                                        node(type.element(), ((Located<?>) element).value()))));
        return new MappingNode(Tag.MAP, tuples, FlowStyle.BLOCK);
    }

    @SuppressWarnings("unchecked") // a field's value was read by its own type
    private static <T> Node scalar(ScalarType<T> type, Object value) {
        return text(type.writer().apply((T) value));
    }

    /** Without quotes where YAML lets it be; which of its types it looks like does not count. */
    private static ScalarNode text(String text) {
        if (text.equals("null") || text.equals("~")) {
            return new ScalarNode(Tag.STR, text, ScalarStyle.SINGLE_QUOTED);
        }
        Tag plain = SETTINGS.getSchema().getScalarResolver().resolve(text, true);
        return new ScalarNode(plain, text, ScalarStyle.PLAIN);
    }

    private static final class Text implements StreamDataWriter {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void write(String more) {
            text.append(more);
        }

        @Override
        public void write(String more, int offset, int length) {
            text.append(more, offset, offset + length);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
