package org.pagurus.simulator.cluster.migration;

/**
 * What a migration takes.
 *
 * @param durationNs total migration time
 * @param downtimeNs the part of it in which the guest is paused
 * @param bytes sent over the link
 * @param cpuShare of its own demand, what the guest does not get done while it migrates
 */
public record MigrationEstimate(long durationNs, long downtimeNs, long bytes, double cpuShare) {
    public MigrationEstimate {
        if (durationNs < 1 || downtimeNs < 0 || downtimeNs > durationNs || bytes < 0) {
            throw new IllegalArgumentException(
                    "migration: expected a duration of at least 1 ns, and downtime within it, but"
                            + " found "
                            + durationNs
                            + " and "
                            + downtimeNs
                            + " ns, "
                            + bytes
                            + " bytes");
        }
        if (!(cpuShare >= 0 && cpuShare <= 1)) {
            throw new IllegalArgumentException(
                    "migration.cpuShare: expected 0 to 1 but found " + cpuShare);
        }
    }
}
