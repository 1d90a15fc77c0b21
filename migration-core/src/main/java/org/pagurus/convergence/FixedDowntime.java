package org.pagurus.convergence;

/**
 * The parts of the downtime that come with every switchover, however few pages are left: learned
 * from earlier migrations and from this one's own measurements.
 *
 * @param pauseNs stopping the guest
 * @param harvestNs reading the dirty log for the last time
 * @param deviceStateNs saving, sending and loading the device state
 * @param digestNs folding and comparing the memory digest
 * @param journalNs writing both journal records
 * @param resumeNs starting the guest at the destination
 * @param roundTripsNs the waits for the other side's answers
 */
public record FixedDowntime(
        long pauseNs,
        long harvestNs,
        long deviceStateNs,
        long digestNs,
        long journalNs,
        long resumeNs,
        long roundTripsNs) {
    public long sumNs() {
        return pauseNs + harvestNs + deviceStateNs + digestNs + journalNs + resumeNs + roundTripsNs;
    }
}
