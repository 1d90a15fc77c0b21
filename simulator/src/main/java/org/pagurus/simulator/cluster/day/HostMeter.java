package org.pagurus.simulator.cluster.day;

import org.pagurus.simulator.cluster.Hosts;

/**
 * Energy of all hosts, and how long each was on and asked for more than it has. Whoever changes a
 * host's demand, or switches it, settles it first: between two settlements nothing changes.
 */
final class HostMeter {
    private static final double NS_PER_SECOND = 1e9;

    private final Hosts hosts;
    private final long[] settledNs;
    private final long[] onNs;
    private final long[] overNs;
    private double joules;

    HostMeter(Hosts hosts) {
        this.hosts = hosts;
        settledNs = new long[hosts.count()];
        onNs = new long[hosts.count()];
        overNs = new long[hosts.count()];
    }

    /** Accounts for the time since the host was settled last. */
    void settle(int host, long nowNs) {
        long spentNs = nowNs - settledNs[host];
        assert spentNs >= 0 : spentNs;
        settledNs[host] = nowNs;
        if (!hosts.isOn(host) || spentNs == 0) {
            return;
        }
        double use = (double) hosts.demandMips(host) / hosts.cpuMips(host);
        joules += hosts.spec(host).power().watts(use) * spentNs / NS_PER_SECOND;
        onNs[host] += spentNs;
        if (use > 1) {
            overNs[host] += spentNs;
        }
    }

    void settleAll(long nowNs) {
        for (int host = 0; host < hosts.count(); host++) {
            settle(host, nowNs);
        }
    }

    /** Of all hosts, so far. */
    double joules() {
        return joules;
    }

    /** The host-seconds on. */
    double onSeconds() {
        long sumNs = 0;
        for (long ns : onNs) {
            sumNs += ns;
        }
        return sumNs / NS_PER_SECOND;
    }

    /** OTF: the share of all host time on in which more was asked for than there was. */
    double overloadTimeFraction() {
        double over = 0;
        double on = 0;
        for (int host = 0; host < onNs.length; host++) {
            over += overNs[host];
            on += onNs[host];
        }
        return on > 0 ? over / on : 0;
    }

    /** SLATAH: the mean of that share over the hosts that were ever on. */
    double timePerActiveHost() {
        double sum = 0;
        int active = 0;
        for (int host = 0; host < onNs.length; host++) {
            if (onNs[host] > 0) {
                sum += (double) overNs[host] / onNs[host];
                active++;
            }
        }
        return active > 0 ? sum / active : 0;
    }
}
