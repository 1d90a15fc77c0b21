package org.pagurus.simulator.strategy.consolidation;

import org.pagurus.simulator.cluster.ClusterView;
import org.pagurus.simulator.cluster.DemandHistory;
import org.pagurus.simulator.cluster.Limits;

/**
 * A threshold that is the lower the more the utilisation varies: {@code 1 - safety * dispersion}.
 * With less than {@value #LEAST_SAMPLES} samples, or an empty host, {@value
 * StaticThreshold#FALLBACK}.
 *
 * @param dispersion of the last utilisations, {@value DemandHistory#SAMPLES} at most
 * @param safety how much the dispersion counts
 */
public record AdaptiveThreshold(Dispersion dispersion, double safety) implements OverloadDetector {
    static final int LEAST_SAMPLES = 12;

    /** How far the threshold falls at most: a host is not to be emptied because it varies. */
    private static final double LOWEST = 0;

    public AdaptiveThreshold {
        Limits.check("adaptive.safety", safety, 0, 1000);
    }

    /** MAD with the parameter that did best in Beloglazov and Buyya 2012. */
    public static AdaptiveThreshold mad() {
        return new AdaptiveThreshold(Dispersion.MAD, 2.5);
    }

    /** IQR with the parameter that did best in Beloglazov and Buyya 2012. */
    public static AdaptiveThreshold iqr() {
        return new AdaptiveThreshold(Dispersion.IQR, 1.5);
    }

    @Override
    public String name() {
        return dispersion.label() + "-" + safety;
    }

    @Override
    public double limitMips(ClusterView cluster, int host) {
        int known = cluster.history().known();
        double threshold = StaticThreshold.FALLBACK;
        if (known >= LEAST_SAMPLES && cluster.hosts().plannedMips(host) > 0) {
            double[] window = new double[known];
            cluster.history().utilisations(host, window);
            threshold = Math.max(LOWEST, 1 - safety * dispersion.of(window));
        }
        return threshold * cluster.hosts().cpuMips(host);
    }
}
