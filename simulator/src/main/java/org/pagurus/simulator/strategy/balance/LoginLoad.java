package org.pagurus.simulator.strategy.balance;

import org.pagurus.simulator.cluster.ClusterView;
import org.pagurus.simulator.strategy.placement.LoadIndex;

/** Load is how often users log in: for virtual desktops, whose load follows their logins. */
public final class LoginLoad implements LoadIndex {
    private final LoginRates rates;

    public LoginLoad(LoginRates rates) {
        this.rates = rates;
    }

    @Override
    public String name() {
        return "logins";
    }

    @Override
    public double weight(ClusterView cluster, int guest) {
        return rates.perHour(guest, cluster.nowNs());
    }

    @Override
    public double[] sums(ClusterView cluster) {
        double[] sums = new double[cluster.hosts().count()];
        for (int guest = 0; guest < cluster.guests().count(); guest++) {
            sums[cluster.guests().plannedHost(guest)] += weight(cluster, guest);
        }
        return sums;
    }
}
