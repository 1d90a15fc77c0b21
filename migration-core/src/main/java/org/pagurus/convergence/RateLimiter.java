package org.pagurus.convergence;

import java.util.List;
import org.pagurus.report.RoundStatistics;

/** How much of the link a round may use. A pure function of the rounds before it. */
public interface RateLimiter {
    /** Every round may use the whole link. */
    RateLimiter NONE =
            new RateLimiter() {
                @Override
                public double preCopyBytesPerSecond(List<RoundStatistics> rounds) {
                    return Double.POSITIVE_INFINITY;
                }

                @Override
                public double stopAndCopyBytesPerSecond() {
                    return Double.POSITIVE_INFINITY;
                }

                @Override
                public boolean isAtMaximum(List<RoundStatistics> rounds) {
                    return true;
                }
            };

    /**
     * For the pre-copy round that follows these.
     *
     * @param rounds oldest first; none for round 0
     */
    double preCopyBytesPerSecond(List<RoundStatistics> rounds);

    /** While the guest is paused. */
    double stopAndCopyBytesPerSecond();

    /** Whether the last of these rounds went as fast as any round of pre-copy may. */
    boolean isAtMaximum(List<RoundStatistics> rounds);
}
