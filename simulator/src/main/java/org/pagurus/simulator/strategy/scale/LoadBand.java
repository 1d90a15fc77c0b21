package org.pagurus.simulator.strategy.scale;

import org.pagurus.simulator.cluster.DemandHistory;
import org.pagurus.simulator.cluster.Limits;

/**
 * The band that a cluster's utilisation is to stay in. Outside it for long enough, as many hosts
 * are switched on or off as bring it back to the target, which lies within, so that one change does
 * not ask for the next one (hysteresis).
 *
 * @param low below it there are too many hosts
 * @param high above it too few
 * @param target from low to high
 * @param holdSamples for so many samples in a row it must have been outside, on the same side
 * @param minimumHosts never fewer, from 1
 */
public record LoadBand(double low, double high, double target, int holdSamples, int minimumHosts) {
    public LoadBand {
        Limits.check("band.high", high, 0.01, 1);
        Limits.check("band.low", low, 0, high);
        Limits.check("band.target", target, Math.max(low, 0.01), high);
        Limits.check("band.holdSamples", holdSamples, 1, DemandHistory.SAMPLES);
        Limits.check("band.minimumHosts", minimumHosts, 1, Integer.MAX_VALUE);
    }

    /**
     * The capacity to have.
     *
     * @param demandMips of the whole cluster in the last samples, newest first
     * @param capacityMips of all hosts that are on
     * @return {@code capacityMips} when nothing is to change
     */
    public double capacityWanted(double[] demandMips, double capacityMips) {
        if (demandMips.length < holdSamples) {
            return capacityMips;
        }
        boolean isAbove = true;
        boolean isBelow = true;
        for (int i = 0; i < holdSamples; i++) {
            isAbove &= demandMips[i] > high * capacityMips;
            isBelow &= demandMips[i] < low * capacityMips;
        }
        return isAbove || isBelow ? demandMips[0] / target : capacityMips;
    }
}
