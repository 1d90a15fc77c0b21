package org.pagurus.simulator.service;

/**
 * What a migration has cost a service, in requests.
 *
 * @param requests that came in all
 * @param lostToDowntime of these, while the guest was paused
 * @param lostToThrottling of these, for which the throttled guest had no time
 */
public record ServiceLoss(double requests, double lostToDowntime, double lostToThrottling) {
    /** The share of requests that were answered; 1 where none came. */
    public double answeredShare() {
        return requests == 0 ? 1 : 1 - (lostToDowntime + lostToThrottling) / requests;
    }
}
