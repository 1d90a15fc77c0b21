package org.pagurus.experiments.plan;

/** Simulates one migration. Used by several threads. */
@FunctionalInterface
public interface TrialRunner {
    /**
     * @return the same for the same trial
     * @throws PlanException when it can't be simulated
     */
    TrialResult run(Trial trial) throws PlanException;
}
