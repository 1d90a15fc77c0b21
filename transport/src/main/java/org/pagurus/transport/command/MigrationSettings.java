package org.pagurus.transport.command;

import static java.util.Objects.requireNonNull;

import org.pagurus.codec.select.SelectorKind;
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
 * @param selector what chooses how each page is encoded, as {@link SelectorKind#parse} reads it
 * @param compressionThreads how many threads may encode pages at a time, 1 to {@value
 *     #MAX_COMPRESSION_THREADS}
 * @param deltaCacheBytes memory for the versions of pages that were sent last: 0 for none, up to
 *     the guest's memory
 * @param reconnectLimitNs how long a connection that is lost in pre-copy may be away: 0 for not at
 *     all, up to 10 minutes
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
        long linkRateBytesPerSecond,
        String selector,
        int compressionThreads,
        long deltaCacheBytes,
        long reconnectLimitNs) {
    public static final int MAX_COMPRESSION_THREADS = 64;

    public MigrationSettings {
        requireNonNull(policy, "policy");
        requireNonNull(verify, "verify");
        requireNonNull(selector, "selector");
    }

    /**
     * The engine's options.
     *
     * @param guestMemoryBytes the memory of the guest that migrates
     * @throws IllegalArgumentException names the field that is wrong
     */
    public MigrationOptions toOptions(FixedDowntime learned, long guestMemoryBytes) {
        checkCompression(guestMemoryBytes);
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
                Waits.DEFAULT.withReconnectNs(reconnectLimitNs),
                learned);
    }

    /**
     * What chooses how each page is encoded.
     *
     * @throws IllegalArgumentException names the field
     */
    public SelectorKind selectorKind() {
        try {
            return SelectorKind.parse(selector);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("selector: " + e.getMessage(), e);
        }
    }

    public MigrationSettings withLinkRateBytesPerSecond(long value) {
        return new MigrationSettings(
                streams,
                policy,
                downtimeLimitNs,
                maxDowntimeLimitNs,
                maxThrottlePercent,
                maxRounds,
                timeLimitNs,
                verify,
                value,
                selector,
                compressionThreads,
                deltaCacheBytes,
                reconnectLimitNs);
    }

    private void checkCompression(long guestMemoryBytes) {
        SelectorKind unused = selectorKind();
        if (compressionThreads < 1 || compressionThreads > MAX_COMPRESSION_THREADS) {
            throw new IllegalArgumentException(
                    "compressionThreads must be 1 to "
                            + MAX_COMPRESSION_THREADS
                            + " but is "
                            + compressionThreads);
        }
        if (deltaCacheBytes < 0 || deltaCacheBytes > guestMemoryBytes) {
            throw new IllegalArgumentException(
                    "deltaCacheBytes must be 0 to the guest's memory of "
                            + guestMemoryBytes
                            + " but is "
                            + deltaCacheBytes);
        }
    }
}
