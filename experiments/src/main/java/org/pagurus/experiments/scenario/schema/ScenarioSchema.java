package org.pagurus.experiments.scenario.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.pagurus.experiments.scenario.read.ScenarioReader;
import org.pagurus.experiments.scenario.yaml.AnyType;
import org.pagurus.experiments.scenario.yaml.EitherType;
import org.pagurus.experiments.scenario.yaml.Field;
import org.pagurus.experiments.scenario.yaml.ListType;
import org.pagurus.experiments.scenario.yaml.NamedType;
import org.pagurus.experiments.scenario.yaml.ObjectType;
import org.pagurus.experiments.scenario.yaml.ScalarType;
import org.pagurus.experiments.scenario.yaml.ValueType;

/**
 * The declaration of a scenario's fields as JSON Schema, draft 2020-12, for editors. It takes every
 * scenario that is right; what is wrong only beside something else, it can't know.
 */
public final class ScenarioSchema {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Objects by the name that they are defined under, in the order in which they were met. */
    private final Map<String, ObjectNode> definitions = new LinkedHashMap<>();

    private final Map<ObjectType, String> names = new IdentityHashMap<>();

    private ScenarioSchema() {}

    /** The schema as JSON, with a line end behind it. */
    public static String json() {
        try {
            return JSON.writeValueAsString(new ScenarioSchema().root()) + "\n";
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree of texts and numbers can be written", e);
        }
    }

    private ObjectNode root() {
        ObjectNode root = JSON.createObjectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "A Pagurus scenario");
        root.put("description", "What is migrated, or which cluster is run: docs/scenarios.md.");
        root.put("type", "object");
        ObjectNode isCluster = root.putObject("if");
        isCluster.putArray("required").add("kind");
        isCluster.putObject("properties").putObject("kind").put("const", "cluster");
        root.set("then", reference(ScenarioReader.cluster()));
        root.set("else", reference(ScenarioReader.migrations()));
        ObjectNode all = root.putObject("$defs");
        definitions.forEach(all::set);
        return root;
    }

    private ObjectNode schema(ValueType<?> type) {
        return switch (type) {
            case ScalarType<?> scalar -> ScalarSchema.of(scalar);
            case ObjectType object -> reference(object);
            case ListType<?> list -> list(list);
            case NamedType<?> named -> named(named);
            case EitherType<?> either -> either(either);
            case AnyType any -> JSON.createObjectNode();
        };
    }

    private ObjectNode either(EitherType<?> type) {
        ObjectNode node = JSON.createObjectNode();
        ArrayNode both = node.putArray("oneOf");
        both.add(schema(type.other()));
        both.add(reference(type.fields()));
        return node;
    }

    private ObjectNode list(ListType<?> type) {
        ObjectNode node = JSON.createObjectNode();
        node.put("type", "array");
        node.put("minItems", type.least());
        node.put("maxItems", type.most());
        node.set("items", schema(type.element()));
        return node;
    }

    private ObjectNode named(NamedType<?> type) {
        ObjectNode node = JSON.createObjectNode();
        node.put("type", "object");
        node.put("minProperties", 1);
        node.put("maxProperties", type.most());
        node.set("propertyNames", ScalarSchema.of(type.name()));
        node.set("additionalProperties", schema(type.element()));
        return node;
    }

    private ObjectNode reference(ObjectType type) {
        String name = names.get(type);
        if (name == null) {
            name = unusedName(type);
            names.put(type, name);
            ObjectNode definition = JSON.createObjectNode();
            definitions.put(name, definition);
            define(type, definition);
        }
        return JSON.createObjectNode().put("$ref", "#/$defs/" + name);
    }

    private void define(ObjectType type, ObjectNode node) {
        node.put("type", "object");
        node.put("additionalProperties", false);
        ObjectNode properties = node.putObject("properties");
        ArrayNode required = JSON.createArrayNode();
        for (Field<?> field : type.fields()) {
            properties.set(field.name(), property(field));
            if (field.required()) {
                required.add(field.name());
            }
        }
        if (!required.isEmpty()) {
            node.set("required", required);
        }
        if (!type.eithers().isEmpty()) {
            ArrayNode all = node.putArray("allOf");
            for (ObjectType.Either either : type.eithers()) {
                ArrayNode one = all.addObject().putArray("oneOf");
                one.addObject().putArray("required").add(either.one().name());
                one.addObject().putArray("required").add(either.other().name());
            }
        }
    }

    private <T> ObjectNode property(Field<T> field) {
        ObjectNode node = JSON.createObjectNode();
        node.put("description", field.text());
        node.setAll(schema(field.type()));
        if (field.type() instanceof ScalarType<T> scalar) {
            if (scalar.choices().isEmpty()) {
                node.put("description", field.text() + " Expected: " + scalar.expected() + ".");
            }
            T value = field.defaultValue();
            String text = value == null ? "" : scalar.writer().apply(value);
            if (!text.isEmpty()) {
                ScalarSchema.put(node, "default", scalar, text);
            }
        }
        return node;
    }

    /** Such as {@code guest}, of {@code a guest}. */
    private String unusedName(ObjectType type) {
        String name = type.what().replaceFirst("^an? ", "").replace(' ', '-');
        int number = 1;
        String unused = name;
        while (definitions.containsKey(unused)) {
            unused = name + "-" + ++number;
        }
        return unused;
    }
}
