package org.pagurus.transport.command;

import static java.util.Objects.requireNonNull;

import org.pagurus.convergence.ConvergenceLimits;
import org.pagurus.convergence.ConvergencePolicies;
import org.pagurus.convergence.FixedDowntime;
import org.pagurus.engine.MigrationOptions;
import org.pagurus.engine.Waits;

/**
 * The options of a migration as a person gives them.
 *
 * @param policy name of a convergence policy
 * @param linkRateBytesPerSecond the most that may be sent, 0 for no limit
 */
public record MigrationSettings(
        int streams,
        String policy,
        long downtimeLimitNs,
        long maxDowntimeLimitNs,
        int maxThrottlePercent,
        int maxRounds,
        long timeLimitNs,
        MigrationOptions.Verification verify,
        long linkRateBytesPerSecond) {
    public MigrationSettings {
        requireNonNull(policy, "policy");
        requireNonNull(verify, "verify");
    }

    /**
     * The engine's options.
     *
     * @throws IllegalArgumentException names the field that is wrong
     */
    public MigrationOptions toOptions(FixedDowntime learned) {
        if (linkRateBytesPerSecond < 0) {
            throw new IllegalArgumentException(
                    "linkRateBytesPerSecond must be 0 or more but is " + linkRateBytesPerSecond);
        }
        return new MigrationOptions(
                streams,
                ConvergencePolicies.parse(policy),
                new ConvergenceLimits(
                        downtimeLimitNs, maxDowntimeLimitNs, maxThrottlePercent, maxRounds),
                verify,
                timeLimitNs,
                Waits.DEFAULT,
                learned);
    }
}
