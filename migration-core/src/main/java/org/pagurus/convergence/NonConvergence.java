package org.pagurus.convergence;

import java.util.Locale;
import java.util.OptionalInt;
import org.pagurus.memory.Page;
import org.pagurus.report.RoundStatistics;

/**
 * Why a migration can't converge within its limits, and what would help.
 *
 * @param dirtyRateBytesPerSecond raw bytes of the distinct pages dirtied in the last round, per
 *     second
 * @param linkRateBytesPerSecond the link rate measured lately
 * @param rounds how many rounds there were
 * @param best the best moment there was
 * @param limits what was allowed
 * @param sufficientDowntimeLimitNs the expected downtime at the best moment plus {@value
 *     #MARGIN_PERCENT} %, in whole milliseconds
 * @param sufficientThrottlePercent the throttling that would do instead, when there is one
 */
record NonConvergence(
        double dirtyRateBytesPerSecond,
        double linkRateBytesPerSecond,
        int rounds,
        BestMoment best,
        ConvergenceLimits limits,
        long sufficientDowntimeLimitNs,
        OptionalInt sufficientThrottlePercent) {
    static final int MARGIN_PERCENT = 10;

    private static final double MIB = 1 << 20;

    static NonConvergence of(Situation situation, ConvergenceLimits limits) {
        RoundStatistics last = situation.lastRound();
        BestMoment best = BestMoment.of(situation);
        long bestNs = best.expected().totalNs();
        long sufficientMs = Time.ceilMs(bestNs + Math.ceilDiv(bestNs * MARGIN_PERCENT, 100));
        double seconds = Math.max(Time.seconds(last.durationNs()), 1e-9);
        return new NonConvergence(
                Page.offsetBytes(last.dirtiedPages()) / seconds,
                situation.linkRateBytesPerSecond(),
                situation.rounds().size(),
                best,
                limits,
                sufficientMs * Time.NS_PER_MS,
                ThrottlePlan.leastPercent(situation, limits.maxDowntimeLimitNs()));
    }

    Decision.GiveUp giveUp() {
        return new Decision.GiveUp(reason(), sufficientDowntimeLimitNs);
    }

    private String reason() {
        return String.format(
                Locale.ROOT,
                "no convergence after %d rounds: dirty rate %.1f MiB/s, link rate %.1f MiB/s,"
                        + " expected downtime at best %d ms (round %d) with a limit of %s ms;"
                        + " a downtime limit of %d ms would have sufficed, %s",
                rounds,
                dirtyRateBytesPerSecond / MIB,
                linkRateBytesPerSecond / MIB,
                Time.ceilMs(best.expected().totalNs()),
                best.round(),
                limitMs(),
                sufficientDowntimeLimitNs / Time.NS_PER_MS,
                sufficientThrottlePercent.isPresent()
                        ? "or throttling by " + sufficientThrottlePercent.getAsInt() + " %"
                        : "and no throttling would");
    }

    /** {@code 300}, or {@code 300 to 1000} when the limit could be relaxed. */
    private String limitMs() {
        long wantedMs = Time.ceilMs(limits.downtimeLimitNs());
        long relaxedMs = Time.ceilMs(limits.maxDowntimeLimitNs());
        return wantedMs == relaxedMs ? "" + wantedMs : wantedMs + " to " + relaxedMs;
    }
}
