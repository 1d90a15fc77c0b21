package org.pagurus.experiments.scenario.yaml;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of an object as they were read. */
public final class FieldValues {
    private final Place place;
    private final Map<Field<?>, Located<?>> values;

    FieldValues(Place place, Map<Field<?>, Located<?>> values) {
        this.place = place;
        this.values = Map.copyOf(values);
    }

    /** The value of a field that must be there or has a default. */
    public <T> T get(Field<T> field) {
        T value = find(field);
        if (value == null) {
            throw new IllegalStateException(
                    field.name() + ": expected a required field or a default but found neither");
        }
        return value;
    }

    /** The value, or the default, or null. */
    @SuppressWarnings("unchecked") // a field's value was read by its own type
    public <T> @Nullable T find(Field<T> field) {
        Located<?> located = values.get(field);
        return located == null ? field.defaultValue() : (T) located.value();
    }

    /** These, and of another object of the type what is left out here. */
    public FieldValues over(FieldValues general) {
        Map<Field<?>, Located<?>> all = new HashMap<>(general.values);
        all.putAll(values);
        return new FieldValues(place, all);
    }

    /** Whether the file has it. */
    public boolean has(Field<?> field) {
        return values.containsKey(field);
    }

    public Place place() {
        return place;
    }

    /** Where a field stands, or would. */
    public Place place(Field<?> field) {
        Located<?> located = values.get(field);
        return located == null ? place.field(field.name()) : located.place();
    }

    /**
     * Refuses a value that does not fit.
     *
     * @throws YamlException when it does not hold
     */
    public void expect(boolean holds, Field<?> field, String expected) throws YamlException {
        if (!holds) {
            Object found = find(field);
            throw place(field).wrong(expected, found == null ? "no such field" : found);
        }
    }

    /**
     * Sees to it that one of two fields is there, and not both.
     *
     * @throws YamlException when there are none or both
     */
    public void expectOneOf(Field<?> one, Field<?> other) throws YamlException {
        if (has(one) == has(other)) {
            throw place(one)
                    .wrong(
                            "either " + one.name() + " or " + other.name(),
                            has(one) ? "both" : "neither");
        }
    }
}
