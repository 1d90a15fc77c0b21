package org.pagurus.convergence;

/**
 * Decides at the end of each pre-copy round how the migration goes on. A pure function: same
 * situation, same decision.
 */
public interface ConvergencePolicy {
    /** The name a person types: {@code xen}, {@code qemu}, {@code predictive}. */
    String name();

    Decision decide(Situation situation, ConvergenceLimits limits);
}
