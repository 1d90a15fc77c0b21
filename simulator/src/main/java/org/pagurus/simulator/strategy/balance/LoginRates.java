package org.pagurus.simulator.strategy.balance;

import org.pagurus.simulator.cluster.Limits;

/**
 * How often users log in to each guest: a count of logins of which each counts less as time passes,
 * by half in every half-life, given as a rate. It rises with the logins themselves, before the
 * sessions ask for CPU. Owned by one thread.
 */
public final class LoginRates {
    private static final double NS_PER_HOUR = 3.6e12;

    private final double decayPerNs;
    private final double[] rate;
    private final long[] atNs;

    /**
     * @param halfLifeNs from 1 ns
     */
    public LoginRates(int guests, long halfLifeNs) {
        Limits.check("logins.halfLifeNs", halfLifeNs, 1, Long.MAX_VALUE);
        decayPerNs = Math.log(2) / halfLifeNs;
        rate = new double[guests];
        atNs = new long[guests];
    }

    /**
     * Users logged in to a guest.
     *
     * @param nowNs not before an earlier call's
     */
    public void record(int guest, int logins, long nowNs) {
        Limits.check("logins", logins, 0, Integer.MAX_VALUE);
        rate[guest] = perHour(guest, nowNs) + logins * decayPerNs * NS_PER_HOUR;
        atNs[guest] = nowNs;
    }

    /** Logins per hour lately; for logins at a steady rate, that rate in the long run. */
    public double perHour(int guest, long nowNs) {
        assert nowNs >= atNs[guest] : nowNs;
        return rate[guest] * Math.exp(-decayPerNs * (nowNs - atNs[guest]));
    }
}
