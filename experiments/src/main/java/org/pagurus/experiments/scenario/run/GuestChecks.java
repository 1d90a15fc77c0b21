package org.pagurus.experiments.scenario.run;

import java.util.OptionalLong;
import org.pagurus.experiments.machine.AvailableMemory;
import org.pagurus.experiments.option.ByteSize;
import org.pagurus.experiments.scenario.GuestPlan;
import org.pagurus.experiments.scenario.MigrationPlan;
import org.pagurus.experiments.scenario.MigrationScenario;
import org.pagurus.transport.command.MigrationSettings;

/** What a run with real pages asks of guests and of this machine. */
public final class GuestChecks {
    private GuestChecks() {}

    /** Refuses a trace that is not to be replayed as it was recorded. */
    public static void expectReplayAsRecorded(MigrationScenario scenario) throws RunException {
        for (MigrationPlan migration : scenario.migrations()) {
            if (scenario.guest(migration.guest()) instanceof GuestPlan.Traced traced
                    && (traced.offsetNs() != 0 || traced.speed() != 1 || !traced.loop())) {
                throw new RunException(
                        "trace of guest " + traced.name(),
                        "no offset, speed 1 and loop true, as with fidelity exact it is replayed as"
                                + " it was recorded,",
                        "something else");
            }
        }
    }

    /**
     * Refuses guests that this machine has no memory for, which they need at the source and at the
     * destination.
     *
     * @param otherBytes what else is needed
     * @param advice what a person may do
     */
    public static void expectRoom(MigrationScenario scenario, long otherBytes, String advice)
            throws RunException {
        long bytes = otherBytes + memoryBytes(scenario);
        OptionalLong available = AvailableMemory.bytes();
        if (available.isPresent() && available.getAsLong() < bytes) {
            throw new RunException(
                    "guests",
                    "their memory on both hosts, with delta caches "
                            + new ByteSize(bytes >> 20 << 20)
                            + ", to be available on this machine",
                    new ByteSize(available.getAsLong() >> 20 << 20) + "; " + advice);
        }
    }

    /** What the guests that migrate need: their memory twice, and their delta caches. */
    static long memoryBytes(MigrationScenario scenario) {
        long bytes = 0;
        for (MigrationPlan migration : scenario.migrations()) {
            MigrationSettings settings = migration.settings();
            bytes += 2 * scenario.guest(migration.guest()).memoryBytes();
            bytes += settings.selectorKind().usesVersions() ? settings.deltaCacheBytes() : 0;
        }
        return bytes;
    }
}
