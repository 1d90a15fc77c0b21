package org.pagurus.simulator.strategy.balance;

import org.pagurus.simulator.cluster.ClusterView;
import org.pagurus.simulator.cluster.DemandHistory;
import org.pagurus.simulator.cluster.Hosts;
import org.pagurus.simulator.cluster.Limits;
import org.pagurus.simulator.strategy.placement.CpuLoad;
import org.pagurus.simulator.strategy.placement.LoadIndex;

/**
 * A hot spot as Sandpiper has it (Wood et al., NSDI 2007): the CPU was above a threshold in at
 * least k of the last n samples, is above it now, and is forecast to stay above it. One peak that
 * has passed moves no guest. What is above the threshold is to leave.
 *
 * @param threshold utilisation, 0 to 1
 * @param k of so many samples
 * @param n the last ones; until there are as many, nothing is hot
 * @param forecast from all samples that are known
 */
public record SustainedLoad(double threshold, int k, int n, Forecast forecast) implements HotSpots {
    public SustainedLoad {
        Limits.check("hotSpot.threshold", threshold, 0, 1);
        Limits.check("hotSpot.n", n, 1, DemandHistory.SAMPLES);
        Limits.check("hotSpot.k", k, 1, n);
    }

    /** 75 %, 3 of 5, first-order autoregression. */
    public static SustainedLoad sandpiper() {
        return new SustainedLoad(0.75, 3, 5, new AutoRegression());
    }

    @Override
    public String name() {
        return k + "-of-" + n + "-over-" + threshold;
    }

    @Override
    public LoadIndex index() {
        return new CpuLoad();
    }

    @Override
    public double[] excess(ClusterView cluster) {
        Hosts hosts = cluster.hosts();
        double[] excess = new double[hosts.count()];
        if (cluster.history().known() < n) {
            return excess;
        }
        double[] window = new double[cluster.history().known()];
        for (int host = 0; host < excess.length; host++) {
            double limitMips = threshold * hosts.cpuMips(host);
            if (hosts.isOn(host) && hosts.plannedMips(host) > limitMips) {
                cluster.history().utilisations(host, window);
                if (isHot(window)) {
                    excess[host] = hosts.plannedMips(host) - limitMips;
                }
            }
        }
        return excess;
    }

    /** Whether such a series of utilisations, oldest first, at least n, ends in a hot spot. */
    boolean isHot(double[] utilisations) {
        int above = 0;
        for (int i = utilisations.length - n; i < utilisations.length; i++) {
            above += utilisations[i] > threshold ? 1 : 0;
        }
        return above >= k && forecast.next(utilisations) > threshold;
    }
}
