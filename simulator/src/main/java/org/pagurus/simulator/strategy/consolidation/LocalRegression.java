package org.pagurus.simulator.strategy.consolidation;

import org.pagurus.simulator.cluster.ClusterView;
import org.pagurus.simulator.cluster.Limits;

/**
 * LR and LRR: overloaded when {@code safety} times the utilisation forecast for the next sample
 * reaches 1. The forecast is a line through the last {@value #SAMPLES} samples. With fewer, or an
 * empty host, {@link StaticThreshold#FALLBACK}.
 *
 * <p>The paper forecasts as far as the longest migration takes; one sample of 300 s is longer than
 * that of any guest here. A guest that leaves or comes is taken to change the forecast by what it
 * asks for now.
 *
 * @param isRobust LRR: samples far from the line count less
 * @param safety 1.2 did best in Beloglazov and Buyya 2012
 */
public record LocalRegression(boolean isRobust, double safety) implements OverloadDetector {
    static final int SAMPLES = 10;

    public LocalRegression {
        Limits.check("lr.safety", safety, 0.01, 100);
    }

    /** LR with the published parameter. */
    public static LocalRegression lr() {
        return new LocalRegression(false, 1.2);
    }

    /** LRR with the published parameter. */
    public static LocalRegression lrr() {
        return new LocalRegression(true, 1.2);
    }

    @Override
    public String name() {
        return (isRobust ? "lrr-" : "lr-") + safety;
    }

    @Override
    public double limitMips(ClusterView cluster, int host) {
        double capacity = cluster.hosts().cpuMips(host);
        long planned = cluster.hosts().plannedMips(host);
        if (cluster.history().known() < SAMPLES || planned == 0) {
            return StaticThreshold.FALLBACK * capacity;
        }
        double[] window = new double[SAMPLES];
        cluster.history().utilisations(host, window);
        double forecast = isRobust ? Loess.nextRobust(window) : Loess.next(window);
        return planned + (1 / safety - forecast) * capacity;
    }
}
