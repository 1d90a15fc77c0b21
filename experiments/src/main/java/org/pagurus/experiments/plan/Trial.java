package org.pagurus.experiments.plan;

/**
 * A migration to simulate.
 *
 * @param seed of the guest and of all chance in it
 */
public record Trial(Choice choice, long linkRateBytesPerSecond, long seed) {}
