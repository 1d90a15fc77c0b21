package org.pagurus.experiments.scenario.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pagurus.experiments.scenario.read.FilledScenario;
import org.pagurus.experiments.scenario.yaml.AnyType;
import org.pagurus.experiments.scenario.yaml.EitherType;
import org.pagurus.experiments.scenario.yaml.Field;
import org.pagurus.experiments.scenario.yaml.FieldValues;
import org.pagurus.experiments.scenario.yaml.ListType;
import org.pagurus.experiments.scenario.yaml.Located;
import org.pagurus.experiments.scenario.yaml.NamedType;
import org.pagurus.experiments.scenario.yaml.ObjectType;
import org.pagurus.experiments.scenario.yaml.ScalarType;
import org.pagurus.experiments.scenario.yaml.ValueType;
import org.pagurus.experiments.scenario.yaml.YamlValue;
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

    private final Set<String> leftOut;

    private ScenarioWriter(Set<String> leftOut) {
        this.leftOut = Set.copyOf(leftOut);
    }

    /** The scenario as YAML, with a line end behind it. */
    public static String write(FilledScenario scenario) {
        return write(scenario, Set.of());
    }

    /**
     * The same without some of its fields.
     *
     * @param leftOut their paths, such as {@code guests.crab.working-set}
     */
    static String write(FilledScenario scenario, Set<String> leftOut) {
        Text text = new Text();
        ScenarioWriter writer = new ScenarioWriter(leftOut);
        new Dump(SETTINGS).dumpNode(writer.object(scenario.type(), scenario.values(), ""), text);
        return text.toString();
    }

    private Node node(ValueType<?> type, Object value, String path) {
        return switch (type) {
            case ScalarType<?> scalar -> scalar(scalar, value);
            case ObjectType object -> object(object, (FieldValues) value, path);
            case ListType<?> list -> list(list, (List<?>) value, path);
            case NamedType<?> named -> named(named, (Map<?, ?>) value, path);
            case EitherType<?> either -> either(either, (EitherType.Read<?>) value, path);
            case AnyType any -> ((YamlValue) value).node();
        };
    }

    private Node object(ObjectType type, FieldValues values, String path) {
        List<NodeTuple> tuples = new ArrayList<>();
        for (Field<?> field : type.fields()) {
            Object value = values.filledIn(field);
            String at = below(path, field.name());
            boolean isThere = value != null && !(value instanceof String text && text.isEmpty());
            if (value != null && isThere && !leftOut.contains(at)) {
                tuples.add(new NodeTuple(text(field.name()), node(field.type(), value, at)));
            }
        }
        return new MappingNode(Tag.MAP, tuples, FlowStyle.BLOCK);
    }

    private Node list(ListType<?> type, List<?> elements, String path) {
        List<Node> nodes = new ArrayList<>();
        for (Object element : elements) {
            String at = path + "[" + nodes.size() + "]";
            nodes.add(node(type.element(), ((Located<?>) element).value(), at));
        }
        boolean isShort =
                type.element() instanceof ScalarType<?>
                        || type.element() instanceof AnyType
                        || nodes.isEmpty();
        return new SequenceNode(Tag.SEQ, nodes, isShort ? FlowStyle.FLOW : FlowStyle.BLOCK);
    }

    private Node named(NamedType<?> type, Map<?, ?> elements, String path) {
        List<NodeTuple> tuples = new ArrayList<>();
        elements.forEach(
                (key, element) -> {
                    String name = String.valueOf(key);
                    Object value = ((Located<?>) element).value();
                    tuples.add(
                            new NodeTuple(
                                    text(name), node(type.element(), value, below(path, name))));
                });
        return new MappingNode(Tag.MAP, tuples, FlowStyle.BLOCK);
    }

    private Node either(EitherType<?> type, EitherType.Read<?> read, String path) {
        FieldValues fields = read.fields();
        return fields == null
                ? node(type.other(), read.value(), path)
                : object(type.fields(), fields, path);
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
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
