package org.pagurus.simulator.cluster.migration;

import org.pagurus.simulator.cluster.Limits;

/**
 * The closed form of Liu et al. (HPDC 2011): with lambda, bytes dirtied over bytes sent, round i
 * sends {@code V lambda^i}, and rounds go on until one is at most a threshold, which is the
 * downtime's. With n rounds after the first, all take {@code V/R (1 - lambda^(n+1)) / (1 -
 * lambda)}.
 *
 * <p>It knows neither compression nor a working set, and the link rate is the migration's own
 * throughout. A guest with lambda of 1 or more does not converge: it is charged one round, and then
 * all its memory while it is paused. What a guest loses meanwhile is 10 % of its demand, as in
 * Beloglazov and Buyya 2012 (after Voorsluys et al. 2009).
 */
public final class GeometricRounds implements MigrationCost {
    public static final long DEFAULT_THRESHOLD_BYTES = 1 << 20;
    public static final int MAX_ROUNDS = 30;

    private static final double CPU_SHARE = 0.1;
    private static final double NS_PER_SECOND = 1e9;

    private final long thresholdBytes;

    /**
     * @param thresholdBytes what is left for the pause at most, if rounds allow, from 1
     */
    public GeometricRounds(long thresholdBytes) {
        this.thresholdBytes =
                Limits.check("migration.thresholdBytes", thresholdBytes, 1, Long.MAX_VALUE);
    }

    @Override
    public MigrationEstimate estimate(
            long memoryBytes, double dirtyBytesPerSecond, double linkBytesPerSecond) {
        Limits.check("migration.memoryBytes", memoryBytes, 1, 1L << 50);
        Limits.check("migration.dirtyBytesPerSecond", dirtyBytesPerSecond, 0, 1e15);
        Limits.check("migration.linkBytesPerSecond", linkBytesPerSecond, 1, 1e15);
        double lambda = dirtyBytesPerSecond / linkBytesPerSecond;
        double bytes = memoryBytes;
        double last = memoryBytes;
        if (lambda >= 1) {
            bytes += last;
        } else if (lambda > 0) {
            int rounds = roundsAfterFirst(memoryBytes, lambda);
            last = memoryBytes * Math.pow(lambda, rounds);
            bytes = memoryBytes * (1 - Math.pow(lambda, rounds + 1.0)) / (1 - lambda);
        } else {
            last = 0;
        }
        return new MigrationEstimate(
                Math.max(1, ns(bytes / linkBytesPerSecond)),
                ns(last / linkBytesPerSecond),
                Math.round(bytes),
                CPU_SHARE);
    }

    private int roundsAfterFirst(long memoryBytes, double lambda) {
        double rounds =
                Math.ceil(Math.log((double) thresholdBytes / memoryBytes) / Math.log(lambda));
        return (int) Math.clamp(rounds, 0, MAX_ROUNDS - 1);
    }

    private static long ns(double seconds) {
        return (long) Math.floor(seconds * NS_PER_SECOND);
    }
}
