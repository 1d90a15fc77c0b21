package org.pagurus.experiments.live;

import org.pagurus.experiments.scenario.MigrationScenario;
import org.pagurus.experiments.scenario.run.MigrationRunner;

/** What runs the migrations of a scenario, by its mode. */
public final class ModeRunner {
    private ModeRunner() {}

    /** The one for a scenario. */
    public static MigrationRunner of(MigrationScenario scenario) {
        return switch (scenario.mode()) {
            case SIMULATED -> MigrationRunner.of(scenario.fidelity());
            case LIVE -> new LiveRunner();
        };
    }
}
