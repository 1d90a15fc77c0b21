package org.pagurus.simulator.cluster.day;

/**
 * What a strategy cost, in the measures of Beloglazov and Buyya 2012.
 *
 * @param strategy its name
 * @param joules of all hosts
 * @param meanHostsOn over time
 * @param migrations that were completed
 * @param bytes that they sent
 * @param downtimeNs of the guests, summed over the migrations
 * @param switchedOff how often a host was switched off
 * @param overloadTimeFraction OTF: share of all host time on with more asked for than there was
 * @param timePerActiveHost SLATAH: the mean of that share over the hosts
 * @param migrationDegradation PDM: mean share of their demand that guests lost by migrating
 */
public record DayReport(
        String strategy,
        double joules,
        double meanHostsOn,
        long migrations,
        long bytes,
        long downtimeNs,
        long switchedOff,
        double overloadTimeFraction,
        double timePerActiveHost,
        double migrationDegradation) {
    private static final double JOULES_PER_KWH = 3.6e6;

    public double kilowattHours() {
        return joules / JOULES_PER_KWH;
    }

    /** SLAV: SLATAH times PDM. */
    public double violation() {
        return timePerActiveHost * migrationDegradation;
    }

    /** ESV: energy in kWh times SLAV. */
    public double energyTimesViolation() {
        return kilowattHours() * violation();
    }
}
