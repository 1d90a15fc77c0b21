package org.pagurus.convergence;

import java.util.List;
import org.pagurus.memory.Page;
import org.pagurus.report.RoundStatistics;

/**
 * QEMU's rules: stop when the raw bytes that are left, divided by the link rate, take less than the
 * downtime limit; device state and the destination's time are not counted. Auto-converge throttles
 * when the bytes dirtied in a round exceed half the bytes sent in it, for the second time: by 20 %,
 * and by 10 % more for every two such rounds after that, up to the allowed maximum. A maximum of 0
 * turns auto-converge off.
 *
 * <p>QEMU itself goes on for ever. Here it gives up after {@link ConvergenceLimits#maxRounds()}.
 */
public final class QemuPolicy implements ConvergencePolicy {
    static final int INITIAL_THROTTLE_PERCENT = 20;
    static final int THROTTLE_INCREMENT_PERCENT = 10;
    static final int MAX_THROTTLE_PERCENT = 99;

    /** Dirtied bytes above this share of the bytes sent make a round a busy one. */
    static final int BUSY_PERCENT = 50;

    static final int BUSY_ROUNDS_PER_TRIGGER = 2;

    @Override
    public String name() {
        return "qemu";
    }

    @Override
    public int defaultMaxThrottlePercent() {
        return MAX_THROTTLE_PERCENT;
    }

    @Override
    public Decision decide(Situation situation, ConvergenceLimits limits) {
        long remainingBytes = Page.offsetBytes(situation.lastRound().pendingPages());
        long remainingNs = Time.nanoseconds(remainingBytes / situation.linkRateBytesPerSecond());
        if (remainingNs < limits.downtimeLimitNs()) {
            return new Decision.StopAndCopy(
                    "remaining "
                            + remainingBytes
                            + " bytes take "
                            + Time.ceilMs(remainingNs)
                            + " ms, less than the limit of "
                            + Time.ceilMs(limits.downtimeLimitNs())
                            + " ms");
        }
        if (situation.rounds().size() >= limits.maxRounds()) {
            return NonConvergence.of(situation, limits).giveUp();
        }
        int max = Math.min(MAX_THROTTLE_PERCENT, limits.maxThrottlePercent());
        return new Decision.NextRound(throttlePercent(situation.rounds(), max), false);
    }

    /** How far auto-converge has come: a fold over all rounds, so that no state is kept. */
    static int throttlePercent(List<RoundStatistics> rounds, int maxPercent) {
        long busy = 0;
        for (RoundStatistics round : rounds) {
            busy += isBusy(round) ? 1 : 0;
        }
        long triggers = busy / BUSY_ROUNDS_PER_TRIGGER;
        if (triggers == 0) {
            return 0;
        }
        long percent = INITIAL_THROTTLE_PERCENT + THROTTLE_INCREMENT_PERCENT * (triggers - 1);
        return (int) Math.min(maxPercent, percent);
    }

    private static boolean isBusy(RoundStatistics round) {
        return Page.offsetBytes(round.dirtiedPages()) * 100 > round.bytes() * BUSY_PERCENT;
    }
}
