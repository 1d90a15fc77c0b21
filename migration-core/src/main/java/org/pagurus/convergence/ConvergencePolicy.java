package org.pagurus.convergence;

/**
 * Decides at the end of each pre-copy round how the migration goes on. A pure function: same
 * situation, same decision.
 */
public interface ConvergencePolicy {
    /** The name a person types: {@code xen}, {@code qemu}, {@code predictive}, {@code simgrid}. */
    String name();

    Decision decide(Situation situation, ConvergenceLimits limits);

    /**
     * {@link ConvergenceLimits#maxThrottlePercent()} when a person names none: 0 leaves the guest
     * at full speed.
     */
    default int defaultMaxThrottlePercent() {
        return 0;
    }
}
