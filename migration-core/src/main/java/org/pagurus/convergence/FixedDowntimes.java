package org.pagurus.convergence;

/** What is expected of the downtime's fixed parts, learned from completed migrations. */
public final class FixedDowntimes {
    /** How much the newest measurement counts in the moving average. */
    public static final double NEWEST_WEIGHT = 0.25;

    /**
     * What a host expects before its first migration, 18 ms in all: 1 ms each to pause and to read
     * the dirty log, 4 ms for device state, 2 ms for the digest, 4 ms for two journal records, 2 ms
     * to resume, 4 ms of waiting for answers. Rather a little too much than too little.
     */
    public static final FixedDowntime STARTING_VALUES =
            new FixedDowntime(ms(1), ms(1), ms(4), ms(2), ms(4), ms(2), ms(4));

    private FixedDowntimes() {}

    /**
     * The moving average after one more completed migration, part by part.
     *
     * @throws IllegalArgumentException when a measured part is negative, as it would be if the
     *     offset between the hosts' clocks were wrong
     */
    public static FixedDowntime blend(FixedDowntime learned, FixedDowntime measured) {
        return new FixedDowntime(
                blend("pauseNs", learned.pauseNs(), measured.pauseNs()),
                blend("harvestNs", learned.harvestNs(), measured.harvestNs()),
                blend("deviceStateNs", learned.deviceStateNs(), measured.deviceStateNs()),
                blend("digestNs", learned.digestNs(), measured.digestNs()),
                blend("journalNs", learned.journalNs(), measured.journalNs()),
                blend("resumeNs", learned.resumeNs(), measured.resumeNs()),
                blend("roundTripsNs", learned.roundTripsNs(), measured.roundTripsNs()));
    }

    private static long blend(String field, long learnedNs, long measuredNs) {
        if (measuredNs < 0) {
            throw new IllegalArgumentException(
                    field + " measured must be at least 0 but is " + measuredNs);
        }
        return learnedNs + Math.round(NEWEST_WEIGHT * (measuredNs - learnedNs));
    }

    private static long ms(long ms) {
        return ms * Time.NS_PER_MS;
    }
}
