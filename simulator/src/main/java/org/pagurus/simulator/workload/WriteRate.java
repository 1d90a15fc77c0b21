package org.pagurus.simulator.workload;

import java.util.Arrays;

/**
 * How often each page of a class is written, over the guest's running time: always alike, or in
 * phases that follow each other again and again. Immutable.
 */
public final class WriteRate {
    public static final WriteRate NONE = steady(0);

    private static final double NS_PER_SECOND = 1e9;
    private static final double MOST_PER_SECOND = 1e12;

    private final double[] perSecond;
    private final long[] endNs;

    /** Writes from the cycle's start to the start of each phase. */
    private final double[] writesBefore;

    private final double writesInCycle;

    private WriteRate(double[] perSecond, long[] endNs) {
        this.perSecond = perSecond;
        this.endNs = endNs;
        writesBefore = new double[perSecond.length];
        double sum = 0;
        long startNs = 0;
        for (int phase = 0; phase < perSecond.length; phase++) {
            writesBefore[phase] = sum;
            sum += perSecond[phase] * ((endNs[phase] - startNs) / NS_PER_SECOND);
            startNs = endNs[phase];
        }
        writesInCycle = sum;
    }

    /**
     * @param perSecond writes to each page, 0 or more
     */
    public static WriteRate steady(double perSecond) {
        return new WriteRate(new double[] {requireRate(perSecond)}, new long[] {Long.MAX_VALUE});
    }

    /**
     * Phases that follow each other from running time 0 on, again and again.
     *
     * @param perSecond writes to each page in each phase, 0 or more
     * @param durationsNs how long each phase lasts, 1 or more; as many
     */
    public static WriteRate phased(double[] perSecond, long[] durationsNs) {
        if (perSecond.length == 0 || perSecond.length != durationsNs.length) {
            throw new IllegalArgumentException(
                    "phases: expected as many rates as durations, at least 1, but found "
                            + perSecond.length
                            + " and "
                            + durationsNs.length);
        }
        long[] endNs = new long[durationsNs.length];
        long sumNs = 0;
        for (int phase = 0; phase < endNs.length; phase++) {
            requireRate(perSecond[phase]);
            if (durationsNs[phase] < 1) {
                throw new IllegalArgumentException(
                        "durationNs: expected 1 or more but found " + durationsNs[phase]);
            }
            sumNs = Math.addExact(sumNs, durationsNs[phase]);
            endNs[phase] = sumNs;
        }
        double first = perSecond[0];
        return Arrays.stream(perSecond).allMatch(rate -> rate == first)
                ? steady(first)
                : new WriteRate(perSecond.clone(), endNs);
    }

    /** The same rate made so many times as high. */
    public WriteRate times(double factor) {
        double[] scaled =
                Arrays.stream(perSecond).map(rate -> requireRate(rate * factor)).toArray();
        return new WriteRate(scaled, endNs);
    }

    /** Whether nothing is ever written. */
    public boolean isNone() {
        return writesInCycle == 0;
    }

    /** Writes to each page between two running times, in the mean. */
    public double writes(long fromNs, long toNs) {
        if (perSecond.length == 1) {
            return perSecond[0] * ((toNs - fromNs) / NS_PER_SECOND);
        }
        return writesUntil(toNs) - writesUntil(fromNs);
    }

    private double writesUntil(long ns) {
        long cycleNs = endNs[endNs.length - 1];
        long inCycleNs = ns % cycleNs;
        int found = Arrays.binarySearch(endNs, inCycleNs);
        int phase = found >= 0 ? found + 1 : -found - 1;
        long startNs = phase == 0 ? 0 : endNs[phase - 1];
        return ns / cycleNs * writesInCycle
                + writesBefore[phase]
                + perSecond[phase] * ((inCycleNs - startNs) / NS_PER_SECOND);
    }

    private static double requireRate(double perSecond) {
        if (!(perSecond >= 0 && perSecond <= MOST_PER_SECOND)) {
            throw new IllegalArgumentException(
                    "writesPerSecond: expected 0 to "
                            + MOST_PER_SECOND
                            + " for each page but found "
                            + perSecond);
        }
        return perSecond;
    }

    @Override
    public String toString() {
        return perSecond.length == 1
                ? perSecond[0] + " a second"
                : Arrays.toString(perSecond) + " a second until " + Arrays.toString(endNs) + " ns";
    }
}
