package org.pagurus.experiments.plan;

import org.pagurus.codec.select.SelectorKind;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.experiments.option.DurationOption;
import org.pagurus.experiments.option.MigrationDefaults;
import org.pagurus.transport.command.MigrationSettings;

/**
 * Settings that are tried.
 *
 * @param policy name of a convergence policy
 * @param encoding how pages are made smaller and over how many streams they go
 * @param downtimeLimitNs when the policy may stop; at most what is wanted
 * @param maxThrottlePercent how far the guest may be throttled
 */
public record Choice(
        String policy, Encoding encoding, long downtimeLimitNs, int maxThrottlePercent) {
    /**
     * @param selector as on the command line
     * @param threads that encode
     */
    public record Encoding(String selector, int streams, int threads) {}

    /** Whether pages are made smaller, but for those of zeros. */
    boolean encodes() {
        return SelectorKind.parse(encoding.selector()).encodes();
    }

    public Choice withDowntimeLimitNs(long value) {
        return new Choice(policy, encoding, value, maxThrottlePercent);
    }

    /** As a host daemon is told them. */
    public MigrationSettings toSettings(
            long guestMemoryBytes, long linkRateBytesPerSecond, long timeLimitNs) {
        return new MigrationSettings(
                encoding.streams(),
                policy,
                downtimeLimitNs,
                downtimeLimitNs,
                maxThrottlePercent,
                MigrationDefaults.MAX_ROUNDS,
                timeLimitNs,
                Verification.DIGEST,
                linkRateBytesPerSecond,
                encoding.selector(),
                encoding.threads(),
                MigrationDefaults.deltaCacheBytes(guestMemoryBytes),
                MigrationDefaults.RECONNECT_LIMIT.ns());
    }

    /** One line for people. */
    @Override
    public String toString() {
        String throttle =
                maxThrottlePercent == 0 ? "" : ", throttling up to " + maxThrottlePercent + " %";
        return policy
                + ", "
                + encoding.selector()
                + ", "
                + encoding.streams()
                + (encoding.streams() == 1 ? " stream" : " streams")
                + ", "
                + encoding.threads()
                + (encoding.threads() == 1 ? " thread" : " threads")
                + ", limit "
                + new DurationOption(downtimeLimitNs)
                + throttle;
    }
}
