package org.pagurus.simulator.strategy.consolidation;

import org.pagurus.simulator.cluster.ClusterView;
import org.pagurus.simulator.cluster.Limits;

/** THR: overloaded above a fixed utilisation; 0.8 in Beloglazov and Buyya 2012. */
public record StaticThreshold(double threshold) implements OverloadDetector {
    public static final double PUBLISHED = 0.8;

    /** For hosts without enough history, as in CloudSim's power examples. */
    static final double FALLBACK = 0.7;

    public StaticThreshold {
        Limits.check("thr.threshold", threshold, 0, 1);
    }

    @Override
    public String name() {
        return "thr-" + threshold;
    }

    @Override
    public double limitMips(ClusterView cluster, int host) {
        return threshold * cluster.hosts().cpuMips(host);
    }
}
