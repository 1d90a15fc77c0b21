package org.pagurus.simulator.strategy.balance;

/**
 * First-order autoregression, as in Sandpiper (Wood et al., NSDI 2007): {@code mean + phi (last -
 * mean)}, with mean and phi of the values given. Phi is the correlation of neighbours (Yule and
 * Walker), which lies within -1 and 1, so that a forecast stays near what was seen.
 */
public final class AutoRegression implements Forecast {
    @Override
    public double next(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value;
        }
        mean /= values.length;
        double squares = 0;
        double products = 0;
        for (int i = 0; i < values.length; i++) {
            double deviation = values[i] - mean;
            squares += deviation * deviation;
            if (i > 0) {
                products += deviation * (values[i - 1] - mean);
            }
        }
        double last = values[values.length - 1] - mean;
        return squares > 0 ? mean + products / squares * last : mean;
    }
}
