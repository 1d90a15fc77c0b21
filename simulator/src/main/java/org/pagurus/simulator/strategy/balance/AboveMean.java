package org.pagurus.simulator.strategy.balance;

import org.pagurus.simulator.cluster.ClusterView;
import org.pagurus.simulator.cluster.Hosts;
import org.pagurus.simulator.cluster.Limits;
import org.pagurus.simulator.strategy.placement.LoadIndex;

/**
 * A host is hot when its load is more than so many times the cluster's mean; what is above the mean
 * is to leave. For load indices that have no capacity of their own.
 *
 * @param index what load is
 * @param factor 1 or more
 */
public record AboveMean(LoadIndex index, double factor) implements HotSpots {
    public AboveMean {
        Limits.check("aboveMean.factor", factor, 1, 1000);
    }

    @Override
    public String name() {
        return index.name() + "-above-" + factor + "-times-mean";
    }

    @Override
    public double[] excess(ClusterView cluster) {
        Hosts hosts = cluster.hosts();
        double[] excess = index.sums(cluster);
        double load = 0;
        double capacity = 0;
        for (int host = 0; host < excess.length; host++) {
            load += excess[host];
            capacity += hosts.isOn(host) ? hosts.cpuMips(host) : 0;
        }
        double mean = load / capacity;
        for (int host = 0; host < excess.length; host++) {
            double fair = mean * hosts.cpuMips(host);
            excess[host] = excess[host] > factor * fair ? excess[host] - fair : 0;
        }
        return excess;
    }
}
