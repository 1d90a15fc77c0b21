package org.pagurus.convergence;

/**
 * How far a policy may go.
 *
 * @param downtimeLimitNs the downtime that is wanted
 * @param maxDowntimeLimitNs how far the downtime limit may be relaxed when pre-copy stalls; at
 *     least {@code downtimeLimitNs}, equal to it when it may not be relaxed
 * @param maxThrottlePercent how much of the guest's running time may be taken away, 0 to 99
 * @param maxRounds how many pre-copy rounds there may be, at least 1
 */
public record ConvergenceLimits(
        long downtimeLimitNs, long maxDowntimeLimitNs, int maxThrottlePercent, int maxRounds) {
    public static final int ROUNDS_LIMIT = 10_000;

    public ConvergenceLimits {
        require(downtimeLimitNs > 0, "downtimeLimitNs", "more than 0", downtimeLimitNs);
        require(
                maxDowntimeLimitNs >= downtimeLimitNs,
                "maxDowntimeLimitNs",
                "at least downtimeLimitNs",
                maxDowntimeLimitNs);
        require(
                maxThrottlePercent >= 0 && maxThrottlePercent <= 99,
                "maxThrottlePercent",
                "0 to 99",
                maxThrottlePercent);
        require(
                maxRounds >= 1 && maxRounds <= ROUNDS_LIMIT,
                "maxRounds",
                "1 to " + ROUNDS_LIMIT,
                maxRounds);
    }

    private static void require(boolean holds, String field, String expected, long actual) {
        if (!holds) {
            throw new IllegalArgumentException(
                    field + " must be " + expected + " but is " + actual);
        }
    }
}
