package org.pagurus.simulator.driver;

/**
 * How long a host takes for the steps of a migration that do not depend on what its pages hold, in
 * nanoseconds.
 *
 * @param wakeNs until a thread that another wakes goes on; a message wakes three
 * @param pauseNs stopping the guest
 * @param harvestNs reading the dirty log, whatever is in it
 * @param harvestedPageNs for each page in it
 * @param saveDevicesNs saving the device state
 * @param loadDevicesNs loading it
 * @param verifiedPageNs reading a page again, for a digest or an audit
 * @param journalNs writing a record down for good
 * @param resumeNs starting the guest
 * @param reserveNs making room for a guest
 * @param connectNs what connecting takes beside the round trip
 */
public record StepTimes(
        long wakeNs,
        long pauseNs,
        long harvestNs,
        double harvestedPageNs,
        long saveDevicesNs,
        long loadDevicesNs,
        double verifiedPageNs,
        long journalNs,
        long resumeNs,
        long reserveNs,
        long connectNs) {
    /** Of a machine of two cores and a disk that syncs in a millisecond. */
    public static final StepTimes TYPICAL =
            new StepTimes(
                    50_000, 300_000, 300_000, 20, 300_000, 300_000, 150, 1_000_000, 200_000,
                    2_000_000, 500_000);

    public StepTimes {
        require(wakeNs, "wakeNs");
        require(pauseNs, "pauseNs");
        require(harvestNs, "harvestNs");
        require(harvestedPageNs, "harvestedPageNs");
        require(saveDevicesNs, "saveDevicesNs");
        require(loadDevicesNs, "loadDevicesNs");
        require(verifiedPageNs, "verifiedPageNs");
        require(journalNs, "journalNs");
        require(resumeNs, "resumeNs");
        require(reserveNs, "reserveNs");
        require(connectNs, "connectNs");
    }

    /** With journals on another disk, or on none. */
    public StepTimes withJournalNs(long value) {
        return new StepTimes(
                wakeNs,
                pauseNs,
                harvestNs,
                harvestedPageNs,
                saveDevicesNs,
                loadDevicesNs,
                verifiedPageNs,
                value,
                resumeNs,
                reserveNs,
                connectNs);
    }

    /** Where each page stands for so many, and takes as many times as long. */
    public StepTimes withPagesOf(int pages) {
        return new StepTimes(
                wakeNs,
                pauseNs,
                harvestNs,
                harvestedPageNs * pages,
                saveDevicesNs,
                loadDevicesNs,
                verifiedPageNs * pages,
                journalNs,
                resumeNs,
                reserveNs,
                connectNs);
    }

    private static void require(double ns, String field) {
        if (!(ns >= 0 && ns <= 1e12)) {
            throw new IllegalArgumentException(field + ": expected 0 to 1e12 but found " + ns);
        }
    }
}
