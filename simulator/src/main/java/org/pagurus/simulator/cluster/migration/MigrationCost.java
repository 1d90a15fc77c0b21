package org.pagurus.simulator.cluster.migration;

/** What moving a guest takes, told before it happens. A pure function. */
@FunctionalInterface
public interface MigrationCost {
    /**
     * @param memoryBytes the guest's memory
     * @param dirtyBytesPerSecond how much of it the guest dirties
     * @param linkBytesPerSecond what the migration has of the link; more than 0
     */
    MigrationEstimate estimate(
            long memoryBytes, double dirtyBytesPerSecond, double linkBytesPerSecond);
}
