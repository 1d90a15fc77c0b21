package org.pagurus.experiments.scenario.yaml;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Fields, or something shorter in their place.
 *
 * @param fields what fields are read by
 * @param other what anything else is read by
 */
public record EitherType<T>(ObjectType fields, ValueType<T> other)
        implements ValueType<EitherType.Read<T>> {
    /**
     * What was read: one of the two.
     *
     * @param fields null when there was something else
     * @param other null when there were fields
     */
    public record Read<T>(@Nullable FieldValues fields, @Nullable T other) {
        /** What there was instead of fields. */
        public T value() {
            if (other == null) {
                throw new IllegalStateException("other: expected it but found fields");
            }
            return other;
        }
    }

    @Override
    public String expected() {
        return other.expected() + " or " + fields.expected();
    }

    @Override
    public Read<T> read(Node node, Place place) throws YamlException {
        return node instanceof MappingNode
                ? new Read<>(fields.read(node, place), null)
                : new Read<>(null, other.read(node, place));
    }
}
