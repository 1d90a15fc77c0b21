package org.pagurus.experiments.scenario;

import java.util.List;

/**
 * Something that happens to a link.
 *
 * @param atNs when, from the scenario's start
 * @param link its name
 * @param changes what happens, all at once
 */
public record LinkChangePlan(long atNs, String link, Direction direction, List<Change> changes) {
    public LinkChangePlan {
        changes = List.copyOf(changes);
    }

    /** Which way. */
    public enum Direction {
        BOTH,
        /** From the link's first end to its second. */
        FORTH,
        BACK
    }

    /** What happens. */
    public sealed interface Change {
        /** Nothing goes any more. */
        record Cut() implements Change {}

        /** It goes on. */
        record Restore() implements Change {}

        record Rate(double bytesPerSecond) implements Change {}

        record Latency(long ns) implements Change {}

        record Loss(double share) implements Change {}
    }
}
