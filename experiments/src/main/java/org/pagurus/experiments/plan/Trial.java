package org.pagurus.experiments.plan;

/**
 * A migration to simulate.
 *
 * @param seed of the guest and of all chance in it
 * @param taken which share of a host's cores other work takes, beyond what was calibrated
 */
public record Trial(Choice choice, long linkRateBytesPerSecond, long seed, double taken) {}
