package org.pagurus.simulator.strategy.placement;

import org.pagurus.simulator.cluster.ClusterView;

/** Load is the demand for CPU. */
public final class CpuLoad implements LoadIndex {
    @Override
    public String name() {
        return "cpu";
    }

    @Override
    public double weight(ClusterView cluster, int guest) {
        return cluster.guests().demandMips(guest);
    }

    @Override
    public double[] sums(ClusterView cluster) {
        double[] sums = new double[cluster.hosts().count()];
        for (int host = 0; host < sums.length; host++) {
            sums[host] = cluster.hosts().plannedMips(host);
        }
        return sums;
    }
}
