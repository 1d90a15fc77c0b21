package org.pagurus.convergence;

/** What a policy that knew the fluid guest could reach at best: the oracle of the grid. */
final class BestRounds {
    /** Sending the working set early is given this many rounds before it is left for the end. */
    private static final int ROUNDS_BEFORE_LEAVING = 3;

    private BestRounds() {}

    /** The least expected downtime at any round's end, at full speed. */
    static long downtimeNs(FluidGuest guest) {
        return Math.min(downtimeNs(guest, 0, false), downtimeNs(guest, 0, true));
    }

    /** The least constant throttling that meets the point's limit, the working set sent. */
    static int leastThrottlePercent(FluidGrid.Point point) {
        long limitNs = point.limitMs() * Time.NS_PER_MS;
        for (int percent = 0; percent <= 99; percent++) {
            if (downtimeNs(point.guest(), percent, false) <= limitNs) {
                return percent;
            }
        }
        throw new AssertionError("no throttling meets the limit at " + point);
    }

    private static long downtimeNs(FluidGuest guest, int throttlePercent, boolean leave) {
        FluidMigration migration = new FluidMigration(guest, FluidGrid.FIXED_PARTS);
        migration.nextRound(0, false);
        for (int round = 1; round < FluidGrid.MAX_ROUNDS; round++) {
            migration.nextRound(throttlePercent, leave && round >= ROUNDS_BEFORE_LEAVING);
        }
        return BestMoment.of(migration.situation()).expected().totalNs();
    }
}
