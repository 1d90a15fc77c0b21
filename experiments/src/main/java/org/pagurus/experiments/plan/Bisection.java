package org.pagurus.experiments.plan;

import java.util.OptionalLong;

/**
 * The smallest value for which something holds, if it holds for all larger ones too; within a
 * share. Pure, but for what it asks.
 */
public final class Bisection {
    /** Whether it holds for a value. */
    @FunctionalInterface
    public interface Probe {
        boolean holds(long value) throws OutOfTimeException, PlanException, InterruptedException;
    }

    private static final int STRIDE = 4;

    private Bisection() {}

    /**
     * Looks from a value on downwards or upwards.
     *
     * @param startAt where to begin, between least and most
     * @param share how much too large the answer may be
     * @return empty when it does not even hold for the most
     */
    public static OptionalLong smallest(
            Probe probe, long startAt, long least, long most, double share)
            throws OutOfTimeException, PlanException, InterruptedException {
        long holds = startAt;
        long fails = startAt;
        if (probe.holds(startAt)) {
            do {
                if (holds == least) {
                    return OptionalLong.of(least);
                }
                fails = Math.max(least, holds / STRIDE);
                if (!probe.holds(fails)) {
                    break;
                }
                holds = fails;
            } while (true);
        } else {
            do {
                if (fails == most) {
                    return OptionalLong.empty();
                }
                holds = fails > most / STRIDE ? most : fails * STRIDE;
                if (probe.holds(holds)) {
                    break;
                }
                fails = holds;
            } while (true);
        }
        while (holds - fails > 1 && holds > fails * (1 + share)) {
            long middle = Math.round(Math.sqrt((double) holds * fails));
            long between = Math.clamp(middle, fails + 1, holds - 1);
            if (probe.holds(between)) {
                holds = between;
            } else {
                fails = between;
            }
        }
        return OptionalLong.of(holds);
    }
}
