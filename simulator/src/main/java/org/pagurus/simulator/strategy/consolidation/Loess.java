package org.pagurus.simulator.strategy.consolidation;

import java.util.Arrays;

/**
 * A straight line through the last samples, by weighted least squares, and where it is one sample
 * on (Cleveland 1979, as used by Beloglazov and Buyya 2012). Tricube weights: the newest sample
 * counts fully, the oldest not at all.
 */
final class Loess {
    private static final double BISQUARE_REACH = 6;

    private Loess() {}

    /** The line's value one sample after the last. */
    static double next(double[] samples) {
        return line(samples, tricube(samples.length))[0];
    }

    /**
     * The same, robust: after a first fit, samples count less the farther they are from its line,
     * by bisquare weights of residuals over six times their median; then the line is fitted again.
     */
    static double nextRobust(double[] samples) {
        double[] weights = tricube(samples.length);
        double[] line = line(samples, weights);
        double[] distances = new double[samples.length];
        for (int i = 0; i < samples.length; i++) {
            distances[i] = Math.abs(samples[i] - at(line, i - samples.length));
        }
        double reach = BISQUARE_REACH * median(distances);
        if (!(reach > 0)) {
            return line[0];
        }
        for (int i = 0; i < samples.length; i++) {
            double far = distances[i] / reach;
            double factor = far < 1 ? 1 - far * far : 0;
            weights[i] *= factor * factor;
        }
        return line(samples, weights)[0];
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double[] tricube(int count) {
        double[] weights = new double[count];
        for (int i = 0; i < count; i++) {
            double distance = (double) (count - 1 - i) / (count - 1);
            double rest = 1 - distance * distance * distance;
            weights[i] = rest * rest * rest;
        }
        return weights;
    }

    /** The value at 0, where the next sample would be, and the slope; sample i is at i - length. */
    private static double[] line(double[] samples, double[] weights) {
        double w = 0;
        double wx = 0;
        double wy = 0;
        double wxx = 0;
        double wxy = 0;
        for (int i = 0; i < samples.length; i++) {
            double x = i - samples.length;
            w += weights[i];
            wx += weights[i] * x;
            wy += weights[i] * samples[i];
            wxx += weights[i] * x * x;
            wxy += weights[i] * x * samples[i];
        }
        double determinant = w * wxx - wx * wx;
        // One sample has all the weight: it says nothing of a slope.
        if (!(determinant > 1e-12 * w * wxx)) {
            return new double[] {w > 0 ? wy / w : samples[samples.length - 1], 0};
        }
        double slope = (w * wxy - wx * wy) / determinant;
        return new double[] {(wy - slope * wx) / w, slope};
    }

    private static double at(double[] line, double x) {
        return line[0] + line[1] * x;
    }
}
