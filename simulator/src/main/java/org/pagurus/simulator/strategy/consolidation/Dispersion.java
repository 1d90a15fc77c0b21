package org.pagurus.simulator.strategy.consolidation;

/**
 * How far values lie apart. Written for a few tens of values a call and millions of calls: sorted
 * in place by insertion. The tests compare them with Commons Math.
 */
public enum Dispersion {
    /** The median of the distances from the median. */
    MAD("mad") {
        @Override
        double of(double[] values) {
            sort(values);
            double median = quantile(values, 0.5);
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.abs(values[i] - median);
            }
            sort(values);
            return quantile(values, 0.5);
        }
    },

    /** The third quartile less the first, with quartiles at {@code p (n + 1)}. */
    IQR("iqr") {
        @Override
        double of(double[] values) {
            sort(values);
            return quantile(values, 0.75) - quantile(values, 0.25);
        }
    };

    private final String label;

    Dispersion(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /**
     * The dispersion.
     *
     * @param values at least one; they are changed
     */
    abstract double of(double[] values);

    private static double quantile(double[] sorted, double share) {
        double position = share * (sorted.length + 1) - 1;
        int below = (int) Math.floor(position);
        if (below < 0) {
            return sorted[0];
        }
        if (below >= sorted.length - 1) {
            return sorted[sorted.length - 1];
        }
        return sorted[below] + (sorted[below + 1] - sorted[below]) * (position - below);
    }

    private static void sort(double[] values) {
        for (int i = 1; i < values.length; i++) {
            double value = values[i];
            int place = i;
            for (; place > 0 && values[place - 1] > value; place--) {
                values[place] = values[place - 1];
            }
            values[place] = value;
        }
    }
}
