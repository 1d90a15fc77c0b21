package org.pagurus.experiments.scenario.run;

import java.util.List;
import java.util.Locale;
import org.pagurus.experiments.scenario.Fidelity;
import org.pagurus.experiments.scenario.MigrationScenario;

/** Runs the migrations of a scenario in virtual time. There is one for each fidelity. */
@FunctionalInterface
public interface MigrationRunner {
    /**
     * Runs all of them.
     *
     * @return a result for each, in the scenario's order; the same for the same scenario
     * @throws RunException when the scenario asks for what this fidelity can't do
     */
    List<MigrationResult> run(MigrationScenario scenario, RunProgress progress) throws RunException;

    /** The one for a fidelity. */
    static MigrationRunner of(Fidelity fidelity) throws RunException {
        throw new RunException(
                "fidelity",
                "one that can be run by this version, which is none,",
                fidelity.name().toLowerCase(Locale.ROOT));
    }
}
