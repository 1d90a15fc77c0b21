package org.pagurus.convergence;

import java.util.List;
import org.pagurus.report.RoundStatistics;

/**
 * Notices when pre-copy no longer gains. A stall: none of the last {@value #WINDOW_ROUNDS} rounds,
 * all at the same throttling, brought the pending pages at least {@value #GAIN_PERCENT} % below the
 * best seen before them. Waiting for a local minimum before acting follows KubeVirt's stall
 * detection (enhancement 252).
 */
final class StallDetector {
    static final int WINDOW_ROUNDS = 3;
    static final int GAIN_PERCENT = 5;

    /** Pending pages up to this much above the window's least still count as its minimum. */
    static final int NEAR_MINIMUM_PERCENT = 5;

    /** A stall this many rounds old is acted on without a local minimum. */
    static final int PATIENCE_ROUNDS = 3;

    private StallDetector() {}

    static boolean isStalled(List<RoundStatistics> rounds) {
        int windowStart = rounds.size() - WINDOW_ROUNDS;
        if (windowStart < 1) {
            return false;
        }
        int throttlePercent = rounds.getLast().throttlePercent();
        for (RoundStatistics round : rounds.subList(windowStart, rounds.size())) {
            if (round.throttlePercent() != throttlePercent) {
                return false;
            }
        }
        long bestBefore = leastPendingPages(rounds.subList(0, windowStart));
        long best = leastPendingPages(rounds.subList(windowStart, rounds.size()));
        return best * 100 > bestBefore * (100 - GAIN_PERCENT);
    }

    /** Whether to act now on a stall: at a local minimum, or because it has lasted long enough. */
    static boolean isTimeToAct(List<RoundStatistics> rounds) {
        return isLocalMinimum(rounds) || hasLastedLong(rounds);
    }

    private static boolean isLocalMinimum(List<RoundStatistics> rounds) {
        int windowStart = Math.max(0, rounds.size() - WINDOW_ROUNDS);
        long best = leastPendingPages(rounds.subList(windowStart, rounds.size()));
        return rounds.getLast().pendingPages() * 100 <= best * (100 + NEAR_MINIMUM_PERCENT);
    }

    private static boolean hasLastedLong(List<RoundStatistics> rounds) {
        for (int age = 0; age < PATIENCE_ROUNDS; age++) {
            int size = rounds.size() - age;
            if (size < 1 || !isStalled(rounds.subList(0, size))) {
                return false;
            }
        }
        return true;
    }

    private static long leastPendingPages(List<RoundStatistics> rounds) {
        long least = rounds.getFirst().pendingPages();
        for (RoundStatistics round : rounds) {
            least = Math.min(least, round.pendingPages());
        }
        return least;
    }
}
