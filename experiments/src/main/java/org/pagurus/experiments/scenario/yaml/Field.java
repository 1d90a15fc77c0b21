package org.pagurus.experiments.scenario.yaml;

import org.jspecify.annotations.Nullable;

/**
 * A field of an object.
 *
 * @param name as it stands in the file
 * @param text one line for people: what it is for
 * @param required whether it must be there
 * @param defaultValue what it is when it is left out; null for nothing
 */
public record Field<T>(
        String name, ValueType<T> type, String text, boolean required, @Nullable T defaultValue) {
    /** One that must be there. */
    public static <T> Field<T> required(String name, ValueType<T> type, String text) {
        return new Field<>(name, type, text, true, null);
    }

    /** One that may be left out. */
    public static <T> Field<T> optional(String name, ValueType<T> type, String text) {
        return new Field<>(name, type, text, false, null);
    }

    /** One that has this value when it is left out. */
    public static <T> Field<T> withDefault(
            String name, ValueType<T> type, String text, T defaultValue) {
        return new Field<>(name, type, text, false, defaultValue);
    }
}
