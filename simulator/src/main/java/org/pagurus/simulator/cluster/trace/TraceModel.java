package org.pagurus.simulator.cluster.trace;

import org.pagurus.simulator.cluster.Limits;

/**
 * What synthetic traces are like. A guest's level is drawn once, from an exponential distribution.
 * Around it goes a first-order autoregression with normal noise, over it a sine of one day that
 * starts anywhere; now and then a burst holds the guest at a high level. What comes out is cut to 0
 * to 100 and rounded.
 *
 * @param meanPercent mean of the levels over the guests
 * @param persistence of the autoregression: 0 forgets at once, 1 never
 * @param noisePercent standard deviation of what each sample adds to it
 * @param dayShare amplitude of the sine, as a share of the guest's level
 * @param burstChance that a burst starts, per sample
 * @param burstSamples mean length of a burst, geometrically distributed
 * @param burstPercent the level in a burst
 */
public record TraceModel(
        double meanPercent,
        double persistence,
        double noisePercent,
        double dayShare,
        double burstChance,
        double burstSamples,
        double burstPercent) {
    /**
     * Low and skewed, with bursts, as measurements of machines that serve many users are. The mean
     * is near the 12 % that Beloglazov and Buyya 2012 report of PlanetLab; the rest is our choice.
     */
    public static final TraceModel DEFAULT = new TraceModel(10, 0.8, 3, 0.4, 0.004, 6, 90);

    public TraceModel {
        Limits.check("trace.meanPercent", meanPercent, 0, 100);
        Limits.check("trace.persistence", persistence, 0, 1);
        Limits.check("trace.noisePercent", noisePercent, 0, 100);
        Limits.check("trace.dayShare", dayShare, 0, 1);
        Limits.check("trace.burstChance", burstChance, 0, 1);
        Limits.check("trace.burstSamples", burstSamples, 1, 1e6);
        Limits.check("trace.burstPercent", burstPercent, 0, 100);
    }
}
