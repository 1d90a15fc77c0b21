package org.pagurus.experiments.scenario.run;

import java.util.function.BooleanSupplier;
import org.pagurus.simulator.kernel.RunEnd;
import org.pagurus.simulator.kernel.RunLimits;
import org.pagurus.simulator.kernel.Simulation;

/** Runs a simulation in slices, between which somebody hears how far it is. */
final class VirtualRun {
    /** As many as a simulation can have in its life, or nearly. */
    private static final long MOST_EVENTS = 1L << 36;

    private VirtualRun() {}

    /**
     * Runs until all is over.
     *
     * @param sliceEvents between two looks whether it is
     * @param latestNs when it must be, in virtual time
     * @throws RunException when it is not
     */
    static void run(
            Simulation simulation,
            long latestNs,
            long sliceEvents,
            BooleanSupplier over,
            RunProgress progress)
            throws RunException {
        while (!over.getAsBoolean()) {
            RunEnd end = simulation.run(new RunLimits(latestNs, sliceEvents));
            progress.show(simulation.nowNs(), latestNs, simulation.firedEvents());
            boolean goesOn = end == RunEnd.MOST_EVENTS && simulation.firedEvents() < MOST_EVENTS;
            if (!goesOn && !over.getAsBoolean()) {
                throw new RunException(
                        "migrations",
                        "all of them to end within their limits",
                        "one that had not after "
                                + simulation.firedEvents()
                                + " events and "
                                + simulation.nowNs()
                                + " ns of virtual time");
            }
        }
    }
}
