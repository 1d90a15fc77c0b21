package org.pagurus.simulator.cluster.migration;

import org.pagurus.simulator.cluster.Limits;

/**
 * How many migrations run at once; the others wait.
 *
 * @param outPerHost away from one host
 * @param inPerHost to one host
 * @param perCluster in all
 */
public record MigrationLimits(int outPerHost, int inPerHost, int perCluster) {
    private static final int MOST = 1 << 20;

    public MigrationLimits {
        Limits.check("limits.outPerHost", outPerHost, 1, MOST);
        Limits.check("limits.inPerHost", inPerHost, 1, MOST);
        Limits.check("limits.perCluster", perCluster, 1, MOST);
    }
}
