package org.pagurus.experiments.scenario;

/** What a scenario's file says, checked and with all defaults filled in. */
public sealed interface Scenario permits MigrationScenario, ClusterScenario {
    About about();

    /** Whether it is run for real. */
    Mode mode();

    /** The same with another seed. */
    Scenario withSeed(long seed);
}
