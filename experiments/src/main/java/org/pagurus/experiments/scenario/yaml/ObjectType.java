package org.pagurus.experiments.scenario.yaml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;

/** Fields, each with a name and a type of its own. */
public final class ObjectType implements ValueType<FieldValues> {
    /** Two fields, of which one must be there. */
    public record Either(Field<?> one, Field<?> other) {}

    private final String what;
    private final Map<String, Field<?>> fields = new LinkedHashMap<>();
    private final List<Either> eithers;

    /**
     * @param what such as {@code a guest}
     */
    public ObjectType(String what, Field<?>... fields) {
        this(what, List.of(), fields);
    }

    private ObjectType(String what, List<Either> eithers, Field<?>... fields) {
        this.what = what;
        this.eithers = List.copyOf(eithers);
        for (Field<?> field : fields) {
            Field<?> before = this.fields.put(field.name(), field);
            assert before == null : field;
        }
    }

    /** The same, where one of two fields must be there, and not both. */
    public ObjectType either(Field<?> one, Field<?> other) {
        List<Either> more = new ArrayList<>(eithers);
        more.add(new Either(one, other));
        return new ObjectType(what, more, fields.values().toArray(Field<?>[]::new));
    }

    public List<Either> eithers() {
        return eithers;
    }

    /** What it is the fields of, such as {@code a guest}. */
    public String what() {
        return what;
    }

    /** In the order in which they were declared. */
    public Collection<Field<?>> fields() {
        return fields.values();
    }

    @Override
    public String expected() {
        return "the fields of " + what;
    }

    @Override
    public FieldValues read(Node node, Place place) throws YamlException {
        Map<Field<?>, Located<?>> values = new HashMap<>();
        for (Map.Entry<String, Entries.Entry> entry :
                Entries.of(node, place, expected()).entrySet()) {
            Place at = entry.getValue().place();
            Field<?> field = fields.get(entry.getKey());
            if (field == null) {
                throw unknown(entry.getKey(), at);
            }
            Object value = field.type().read(entry.getValue().value(), at);
            values.put(field, new Located<>(value, at));
        }
        for (Field<?> field : fields.values()) {
            if (field.required() && !values.containsKey(field)) {
                throw place.field(field.name()).wrong(field.type().expected(), "no such field");
            }
        }
        FieldValues read = new FieldValues(place, values);
        for (Either either : eithers) {
            read.expectOneOf(either.one, either.other);
        }
        return read;
    }

    private YamlException unknown(String name, Place at) {
        String nearest = NearestName.of(name, fields.keySet());
        return nearest == null
                ? at.wrong("one of " + String.join(", ", fields.keySet()), "an unknown field")
                : at.wrong("a field of " + what, "an unknown one; did you mean " + nearest + "?");
    }
}
