package org.pagurus.experiments.scenario.yaml;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of an object as they were read. */
public final class FieldValues {
    private final Place place;
    private final Map<Field<?>, Located<?>> values;

    /** Fields whose default does not hold here, as something else says what they are. */
    private final Set<Field<?>> undefaulted;

    FieldValues(Place place, Map<Field<?>, Located<?>> values) {
        this(place, values, Set.of());
    }

    private FieldValues(Place place, Map<Field<?>, Located<?>> values, Set<Field<?>> undefaulted) {
        this.place = place;
        this.values = Map.copyOf(values);
        this.undefaulted = Set.copyOf(undefaulted);
    }

    /** Those of an object that a file leaves out. */
    public static FieldValues none(Place place) {
        return new FieldValues(place, Map.of());
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
        return new FieldValues(place, all, undefaulted);
    }

    /** These and one more, where the file says nothing of it. */
    public <T> FieldValues filled(Field<T> field, T value) {
        Map<Field<?>, Located<?>> all = new HashMap<>(values);
        all.putIfAbsent(field, new Located<>(value, place.field(field.name())));
        return new FieldValues(place, all, undefaulted);
    }

    /** These with another value of a field. */
    public <T> FieldValues with(Field<T> field, T value) {
        Map<Field<?>, Located<?>> all = new HashMap<>(values);
        all.put(field, new Located<>(value, place(field)));
        return new FieldValues(place, all, undefaulted);
    }

    /** These, where nothing is to be filled in for some fields that the file leaves out. */
    public FieldValues undefaulted(Collection<Field<?>> fields) {
        return new FieldValues(place, values, new HashSet<>(fields));
    }

    /** The value, or what to fill in for it; null for nothing. */
    public @Nullable Object filledIn(Field<?> field) {
        return has(field) || !undefaulted.contains(field) ? find(field) : null;
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
