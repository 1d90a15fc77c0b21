package org.pagurus.convergence;

import java.util.List;
import org.pagurus.report.RoundStatistics;

/**
 * What is known at the end of a pre-copy round.
 *
 * @param memoryPages the guest's memory in pages
 * @param rounds every round so far, oldest first; at least one
 * @param linkRateBytesPerSecond the link rate measured lately, end to end; more than 0
 * @param fixedParts the parts of the downtime that do not depend on how many pages are left
 */
public record Situation(
        long memoryPages,
        List<RoundStatistics> rounds,
        double linkRateBytesPerSecond,
        FixedDowntime fixedParts) {
    public Situation {
        rounds = List.copyOf(rounds);
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException("rounds must not be empty");
        }
        if (!(linkRateBytesPerSecond > 0)) {
            throw new IllegalArgumentException(
                    "linkRateBytesPerSecond must be more than 0 but is " + linkRateBytesPerSecond);
        }
    }

    /** The round that has just ended. */
    public RoundStatistics lastRound() {
        return rounds.getLast();
    }
}
