package org.pagurus.report;

/**
 * The downtime in its parts; they add up to it.
 *
 * @param pauseNs stopping the guest
 * @param harvestNs reading the dirty log for the last time
 * @param lastPagesNs reading, sending and storing the last pages
 * @param deviceStateNs saving, sending and loading the device state, as far as the last pages do
 *     not hide it
 * @param digestNs comparing the memory digest
 * @param verifyNs reading all memory again on both sides, with full verification
 * @param journalNs writing both journal records
 * @param resumeNs starting the guest at the destination
 * @param messagesNs what is left: the control messages on their way, and waiting for the processor
 */
public record DowntimeParts(
        long pauseNs,
        long harvestNs,
        long lastPagesNs,
        long deviceStateNs,
        long digestNs,
        long verifyNs,
        long journalNs,
        long resumeNs,
        long messagesNs) {
    public static final DowntimeParts NONE = new DowntimeParts(0, 0, 0, 0, 0, 0, 0, 0, 0);
}
