package org.pagurus.experiments.statistics;

import java.util.Arrays;

/**
 * Points that have every combination of some factors' levels: the first factor changes slowest.
 * Without factors there is one point.
 */
public final class FullFactorial {
    private final int[] levels;
    private final int points;

    /**
     * @param levels how many each factor has, 1 or more
     * @throws ArithmeticException when there are 2^31 points or more
     */
    public FullFactorial(int... levels) {
        this.levels = levels.clone();
        points = Arrays.stream(levels).reduce(1, Math::multiplyExact);
    }

    public int points() {
        return points;
    }

    public int factors() {
        return levels.length;
    }

    public int levels(int factor) {
        return levels[factor];
    }

    /** Which level of a factor a point has, from 0. */
    public int level(int point, int factor) {
        checkPoint(point);
        return point / stride(factor) % levels[factor];
    }

    /** The point that has another level of one factor, and all others the same. */
    public int with(int point, int factor, int level) {
        return point + (level - level(point, factor)) * stride(factor);
    }

    private int stride(int factor) {
        int stride = 1;
        for (int behind = factor + 1; behind < levels.length; behind++) {
            stride *= levels[behind];
        }
        return stride;
    }

    private void checkPoint(int point) {
        if (point < 0 || point >= points) {
            throw new IllegalArgumentException(
                    "point: expected one of " + points + " but found " + point);
        }
    }
}
