package org.pagurus.simulator.fault;

import org.pagurus.simulator.checker.Violation;

/**
 * Leaves out of a plan whatever is not needed for what it shows: one fault after the other, until
 * each that is left is needed.
 */
public final class Shrinker {
    private Shrinker() {}

    /** Has a plan meet its migration. */
    @FunctionalInterface
    public interface Runner {
        TrialResult run(FaultPlan plan);
    }

    /**
     * @param found violates something
     * @return violates the same, with no more faults
     */
    public static TrialResult shrink(TrialResult found, Runner runner) {
        Violation violation = found.violation();
        if (violation == null) {
            throw new IllegalArgumentException("violation: expected one but found none");
        }
        TrialResult best = found;
        boolean shorter = true;
        while (shorter) {
            shorter = false;
            for (int i = best.plan().faults().size() - 1; i >= 0; i--) {
                TrialResult tried = runner.run(best.plan().without(i));
                Violation left = tried.violation();
                if (left != null && left.checker().equals(violation.checker())) {
                    best = tried;
                    shorter = true;
                }
            }
        }
        return best;
    }
}
