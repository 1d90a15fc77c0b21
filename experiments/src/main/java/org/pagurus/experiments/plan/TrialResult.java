package org.pagurus.experiments.plan;

import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;
import org.pagurus.report.RoundStatistics;

/**
 * What a simulated migration took.
 *
 * @param converged whether it was completed within its limits
 * @param reason one line: why it ended so
 * @param lostNs running time that throttling took from the guest
 * @param sufficientDowntimeLimitNs when the policy gave up: the limit that would have sufficed;
 *     else 0
 */
public record TrialResult(
        boolean converged,
        String reason,
        long totalTimeNs,
        long downtimeNs,
        long totalBytes,
        long lostNs,
        int rounds,
        long sufficientDowntimeLimitNs) {
    private static final int PERCENT = 100;

    /**
     * @param pages of the guest that each simulated page stands for
     */
    public static TrialResult of(MigrationReport report, int pages) {
        long lostNs = 0;
        for (RoundStatistics round : report.rounds()) {
            lostNs += round.durationNs() / PERCENT * round.throttlePercent();
        }
        return new TrialResult(
                report.outcome() == Outcome.COMPLETED,
                report.reason(),
                report.totalTimeNs(),
                report.downtimeNs(),
                report.totalBytes() * pages,
                lostNs,
                report.rounds().size(),
                report.sufficientDowntimeLimitNs());
    }
}
