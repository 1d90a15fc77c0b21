package org.pagurus.simulator.cost;

/**
 * What the steps of a migration take beside its pages and the link's latency. All in nanoseconds, 0
 * or more.
 *
 * @param setupNs from the start to round 0, beside the round trips
 * @param roundNs what each round takes beyond its bytes and one round trip
 * @param messageNs to handle a control message, at either host
 * @param pauseNs stopping the guest
 * @param harvestNs reading the dirty log when no page is dirty
 * @param harvestPageNs beside it, for each dirty page
 * @param saveNs saving the device state
 * @param loadNs loading it
 * @param digestNs comparing the memory digest
 * @param verifyPageNs reading a page again, with full verification
 * @param journalNs writing one journal record
 * @param resumeNs starting the guest at the destination
 * @param sourceThreads how many pages the source reads and encodes at once, 1 or more
 * @param destinationThreads how many the destination decodes and stores at once, 1 or more
 */
public record MigrationCosts(
        long setupNs,
        long roundNs,
        long messageNs,
        long pauseNs,
        long harvestNs,
        double harvestPageNs,
        long saveNs,
        long loadNs,
        long digestNs,
        double verifyPageNs,
        long journalNs,
        long resumeNs,
        int sourceThreads,
        int destinationThreads) {
    /** Nothing takes any time. */
    public static final MigrationCosts NONE =
            new MigrationCosts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1);

    private static final double TYPICAL_HARVEST_NS = 1.1;
    private static final double TYPICAL_HARVEST_PAGE_NS = 62;
    private static final long TYPICAL_STEP_NS = 600_000;
    private static final long TYPICAL_SETUP_NS = 5_000_000;
    private static final double TYPICAL_VERIFY_PAGE_NS = 160;

    public MigrationCosts {
        PageCost.requireNotNegative(setupNs, "setupNs");
        PageCost.requireNotNegative(roundNs, "roundNs");
        PageCost.requireNotNegative(messageNs, "messageNs");
        PageCost.requireNotNegative(pauseNs, "pauseNs");
        PageCost.requireNotNegative(harvestNs, "harvestNs");
        PageCost.requireNotNegative(harvestPageNs, "harvestPageNs");
        PageCost.requireNotNegative(saveNs, "saveNs");
        PageCost.requireNotNegative(loadNs, "loadNs");
        PageCost.requireNotNegative(digestNs, "digestNs");
        PageCost.requireNotNegative(verifyPageNs, "verifyPageNs");
        PageCost.requireNotNegative(journalNs, "journalNs");
        PageCost.requireNotNegative(resumeNs, "resumeNs");
        requireThreads(sourceThreads, "sourceThreads");
        requireThreads(destinationThreads, "destinationThreads");
    }

    /**
     * What they take about until they are measured: reading the kernel's dirty log as in
     * docs/performance.md; the other steps as many times {@value #TYPICAL_STEP_NS} ns as {@link
     * org.pagurus.convergence.FixedDowntimes#STARTING_VALUES} have ms, which makes the demo's
     * downtime of 11 ms. Setup is a guess.
     */
    public static MigrationCosts typical(long memoryPages) {
        return new MigrationCosts(
                TYPICAL_SETUP_NS,
                TYPICAL_STEP_NS,
                TYPICAL_STEP_NS,
                TYPICAL_STEP_NS,
                Math.round(TYPICAL_HARVEST_NS * memoryPages),
                TYPICAL_HARVEST_PAGE_NS,
                2 * TYPICAL_STEP_NS,
                2 * TYPICAL_STEP_NS,
                0,
                TYPICAL_VERIFY_PAGE_NS,
                2 * TYPICAL_STEP_NS,
                2 * TYPICAL_STEP_NS,
                2,
                2);
    }

    /** Reading the dirty log when so many pages are dirty. */
    public long harvestNs(double dirtyPages) {
        return harvestNs + Math.round(harvestPageNs * dirtyPages);
    }

    private static void requireThreads(int threads, String field) {
        if (threads < 1) {
            throw new IllegalArgumentException(field + ": expected 1 or more but found " + threads);
        }
    }
}
