package org.pagurus.convergence;

import org.pagurus.memory.Page;
import org.pagurus.report.RoundStatistics;

/**
 * The rule of SimGrid's live migration: go on while more is left than the last round's bandwidth
 * carries in 30 ms, whatever the downtime limit is. It never throttles. It is there so that results
 * can be compared with those of simulations made with SimGrid.
 *
 * <p>SimGrid itself goes on for ever. Here it gives up after {@link ConvergenceLimits#maxRounds()}.
 */
public final class SimgridPolicy implements ConvergencePolicy {
    static final double DOWNTIME_SECONDS = 0.03;

    @Override
    public String name() {
        return "simgrid";
    }

    @Override
    public Decision decide(Situation situation, ConvergenceLimits limits) {
        RoundStatistics last = situation.lastRound();
        long remainingBytes = Page.offsetBytes(last.pendingPages());
        double thresholdBytes = bandwidth(situation) * DOWNTIME_SECONDS;
        if (remainingBytes <= thresholdBytes) {
            return new Decision.StopAndCopy(
                    "remaining %d bytes are at most the %.0f that the last round's rate carries in %.0f ms"
                            .formatted(remainingBytes, thresholdBytes, DOWNTIME_SECONDS * 1e3));
        }
        if (situation.rounds().size() >= limits.maxRounds()) {
            return NonConvergence.of(situation, limits).giveUp();
        }
        return new Decision.NextRound(0, false);
    }

    /** In bytes a second; a round of no bytes or no time has none, so the link's is taken. */
    private static double bandwidth(Situation situation) {
        RoundStatistics last = situation.lastRound();
        return last.bytes() > 0 && last.durationNs() > 0
                ? last.bytes() / Time.seconds(last.durationNs())
                : situation.linkRateBytesPerSecond();
    }
}
