package org.pagurus.experiments.scenario.run;

import java.util.List;
import org.pagurus.experiments.scenario.Fidelity;
import org.pagurus.experiments.scenario.MigrationScenario;

/** Runs the migrations of a scenario. There is one for each fidelity of virtual time. */
@FunctionalInterface
public interface MigrationRunner {
    /**
     * Runs all of them.
     *
     * @return a result for each, in the scenario's order; in virtual time the same for the same
     *     scenario
     * @throws RunException when the scenario asks for what this runner can't do
     */
    List<MigrationResult> run(MigrationScenario scenario, RunProgress progress)
            throws RunException, InterruptedException;

    /**
     * Refuses a scenario without running it.
     *
     * @throws RunException when it asks for what this runner can't do, or this machine has no
     *     memory for it
     */
    default void check(MigrationScenario scenario) throws RunException {}

    /** What a run takes of this machine's memory beside what any takes, in bytes. */
    default long memoryBytes(MigrationScenario scenario) {
        return 0;
    }

    /** The one that simulates with this fidelity. */
    static MigrationRunner of(Fidelity fidelity) {
        return switch (fidelity) {
            case EXACT -> new ExactRunner();
            case FLUID -> new FluidRunner();
        };
    }
}
