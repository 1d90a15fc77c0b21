package org.pagurus.convergence;

import java.util.List;
import org.pagurus.memory.Page;
import org.pagurus.report.RoundStatistics;

/**
 * The stop rules of Xen's old libxc (Clark et al., NSDI 2005): stop when the round sent more bytes
 * than the round before it, after 29 rounds, when fewer than 50 pages were sent or skipped, or when
 * more than three times the memory has been sent. It knows no downtime limit, never throttles and
 * never gives up.
 *
 * <p>In Xen the first rule holds only while its rate limiter stands at its maximum. A live
 * migration of Pagurus has no rate limiter: every round may use the whole link, so the rate is
 * always at its maximum. The round before round 0 counts as having sent all memory, as in Xen.
 */
public final class XenPolicy implements ConvergencePolicy {
    static final int MAX_ROUNDS = 29;
    static final int FEW_PAGES = 50;
    static final int MAX_MEMORY_SENT_TIMES = 3;

    private final RateLimiter limiter;

    /** For rounds that may use the whole link. */
    public XenPolicy() {
        this(RateLimiter.NONE);
    }

    /**
     * @param limiter of the rounds that it decides about
     */
    public XenPolicy(RateLimiter limiter) {
        this.limiter = limiter;
    }

    @Override
    public String name() {
        return "xen";
    }

    @Override
    public Decision decide(Situation situation, ConvergenceLimits limits) {
        List<RoundStatistics> rounds = situation.rounds();
        RoundStatistics last = situation.lastRound();
        int maxRounds = Math.min(MAX_ROUNDS, limits.maxRounds());
        long turns = last.pages() + last.skippedPages();
        long maxBytes = MAX_MEMORY_SENT_TIMES * Page.offsetBytes(situation.memoryPages());
        long sentBytes = 0;
        for (RoundStatistics round : rounds) {
            sentBytes += round.bytes();
        }

        if (rounds.size() > 1
                && last.bytes() > rounds.get(rounds.size() - 2).bytes()
                && limiter.isAtMaximum(rounds)) {
            return new Decision.StopAndCopy(
                    "round sent "
                            + last.bytes()
                            + " bytes, more than the "
                            + rounds.get(rounds.size() - 2).bytes()
                            + " of the round before");
        }
        if (rounds.size() >= maxRounds) {
            return new Decision.StopAndCopy(
                    rounds.size() + " rounds have reached the maximum of " + maxRounds);
        }
        if (turns < FEW_PAGES) {
            return new Decision.StopAndCopy(
                    "round sent or skipped " + turns + " pages, fewer than " + FEW_PAGES);
        }
        if (sentBytes > maxBytes) {
            return new Decision.StopAndCopy(
                    sentBytes
                            + " bytes sent exceed "
                            + MAX_MEMORY_SENT_TIMES
                            + " times the memory");
        }
        return new Decision.NextRound(0, false);
    }
}
