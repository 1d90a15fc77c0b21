package org.pagurus.simulator.cluster.day;

import org.pagurus.simulator.cluster.Hosts;

/**
 * Energy of all hosts, and how long each was on and asked for more than it has. Whoever changes a
 * host's demand, or switches it, settles it first: between two settlements nothing changes.
 */
final class HostMeter {
    private static final double NS_PER_SECOND = 1e9;

    /** The times of a host lie side by side. */
    private static final int ROW = 4;

    private static final int SETTLED_NS = 0;
    private static final int ON_NS = 1;

    /** Asked for more than it has. */
    private static final int OVER_NS = 2;

    private final Hosts hosts;
    private final long[] rows;
    private double joules;

    HostMeter(Hosts hosts) {
        this.hosts = hosts;
        rows = new long[ROW * hosts.count()];
    }

    /** Accounts for the time since the host was settled last. */
    void settle(int host, long nowNs) {
        long spentNs = nowNs - rows[ROW * host + SETTLED_NS];
        assert spentNs >= 0 : spentNs;
        rows[ROW * host + SETTLED_NS] = nowNs;
        if (!hosts.isOn(host) || spentNs == 0) {
            return;
        }
        double use = (double) hosts.demandMips(host) / hosts.cpuMips(host);
        joules += hosts.spec(host).power().watts(use) * spentNs / NS_PER_SECOND;
        rows[ROW * host + ON_NS] += spentNs;
        if (use > 1) {
            rows[ROW * host + OVER_NS] += spentNs;
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
        for (int host = 0; host < hosts.count(); host++) {
            sumNs += rows[ROW * host + ON_NS];
        }
        return sumNs / NS_PER_SECOND;
    }

    /** OTF: the share of all host time on in which more was asked for than there was. */
    double overloadTimeFraction() {
        double over = 0;
        double on = 0;
        for (int host = 0; host < hosts.count(); host++) {
            over += rows[ROW * host + OVER_NS];
            on += rows[ROW * host + ON_NS];
        }
        return on > 0 ? over / on : 0;
    }

    /** SLATAH: the mean of that share over the hosts that were ever on. */
    double timePerActiveHost() {
        double sum = 0;
        int active = 0;
        for (int host = 0; host < hosts.count(); host++) {
            if (rows[ROW * host + ON_NS] > 0) {
                sum += (double) rows[ROW * host + OVER_NS] / rows[ROW * host + ON_NS];
                active++;
            }
        }
        return active > 0 ? sum / active : 0;
    }
}
