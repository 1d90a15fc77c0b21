package org.pagurus.simulator.strategy.balance;

/** What comes after a series of values. A pure function. */
@FunctionalInterface
public interface Forecast {
    /**
     * The value after the last.
     *
     * @param values oldest first, at least one
     */
    double next(double[] values);
}
