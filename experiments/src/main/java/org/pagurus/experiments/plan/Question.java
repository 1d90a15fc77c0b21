package org.pagurus.experiments.plan;

import java.util.List;

/**
 * What is asked.
 *
 * @param memoryBytes of the guest
 * @param downtimeLimitNs the most that is wanted
 * @param timeLimitNs the most that the migration may take until the pause
 * @param priorities all of them, the first counts most
 * @param cores of a host
 * @param seed of the first simulated migration; the others have the next ones
 */
public record Question(
        long memoryBytes,
        long linkRateBytesPerSecond,
        long downtimeLimitNs,
        long timeLimitNs,
        List<Priority> priorities,
        int cores,
        long seed) {
    public static final long LEAST_LINK_RATE = 64 << 10;
    public static final long LEAST_LIMIT_NS = 1_000_000;

    public Question {
        priorities = List.copyOf(priorities);
        if (priorities.size() != Priority.values().length) {
            throw new IllegalArgumentException(
                    "priorities: expected all of them but found " + priorities);
        }
    }
}
