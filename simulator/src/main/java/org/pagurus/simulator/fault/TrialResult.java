package org.pagurus.simulator.fault;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pagurus.simulator.checker.Violation;

/**
 * What came of a trial.
 *
 * @param end how the migration ended
 * @param fired the faults that have happened
 * @param violation what did not hold; null when all did
 * @param events of virtual time
 * @param virtualNs how long it took, in virtual time
 * @param writes that were acknowledged
 */
public record TrialResult(
        FaultPlan plan,
        End end,
        List<Fault> fired,
        @Nullable Violation violation,
        long events,
        long virtualNs,
        long writes) {
    /** How a migration ends. */
    public enum End {
        COMPLETED,
        CANCELLED,
        FAILED,
        /** The source has crashed before it ended. */
        CRASHED
    }
}
