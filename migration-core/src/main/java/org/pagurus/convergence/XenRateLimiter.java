package org.pagurus.convergence;

import java.util.List;
import org.pagurus.memory.Page;
import org.pagurus.report.RoundStatistics;

/**
 * The rate limiter of Clark et al. (NSDI 2005), as old libxc has it: a pre-copy round goes at the
 * rate at which pages were dirtied in the round before and an increment, at most a maximum, and
 * never slower than a round before it.
 *
 * @param startBytesPerSecond of round 0, more than 0
 * @param incrementBytesPerSecond what is added to the dirty rate, 0 or more
 * @param maximumBytesPerSecond of pre-copy, at least the start's
 * @param stopAndCopyBytesPerSecond while the guest is paused, more than 0
 */
public record XenRateLimiter(
        double startBytesPerSecond,
        double incrementBytesPerSecond,
        double maximumBytesPerSecond,
        double stopAndCopyBytesPerSecond)
        implements RateLimiter {
    private static final double BYTES_PER_MBIT = 1e6 / 8;

    /** From 100 Mbit/s on, 50 Mbit/s above the dirty rate, at most 500; the last round at these. */
    public static final XenRateLimiter OF_2005 =
            new XenRateLimiter(
                    100 * BYTES_PER_MBIT,
                    50 * BYTES_PER_MBIT,
                    500 * BYTES_PER_MBIT,
                    500 * BYTES_PER_MBIT);

    public XenRateLimiter {
        require(startBytesPerSecond > 0, "startBytesPerSecond", "more than 0", startBytesPerSecond);
        require(
                incrementBytesPerSecond >= 0,
                "incrementBytesPerSecond",
                "0 or more",
                incrementBytesPerSecond);
        require(
                maximumBytesPerSecond >= startBytesPerSecond,
                "maximumBytesPerSecond",
                "at least startBytesPerSecond",
                maximumBytesPerSecond);
        require(
                stopAndCopyBytesPerSecond > 0,
                "stopAndCopyBytesPerSecond",
                "more than 0",
                stopAndCopyBytesPerSecond);
    }

    @Override
    public double preCopyBytesPerSecond(List<RoundStatistics> rounds) {
        double rate = startBytesPerSecond;
        for (RoundStatistics round : rounds) {
            double seconds = Math.max(Time.seconds(round.durationNs()), 1e-9);
            double dirtied = Page.offsetBytes(round.dirtiedPages()) / seconds;
            double due = Math.min(maximumBytesPerSecond, dirtied + incrementBytesPerSecond);
            rate = Math.max(rate, due);
        }
        return rate;
    }

    @Override
    public boolean isAtMaximum(List<RoundStatistics> rounds) {
        List<RoundStatistics> before = rounds.subList(0, Math.max(0, rounds.size() - 1));
        return preCopyBytesPerSecond(before) >= maximumBytesPerSecond;
    }

    private static void require(boolean holds, String field, String expected, double actual) {
        if (!holds) {
            throw new IllegalArgumentException(
                    field + " must be " + expected + " but is " + actual);
        }
    }
}
