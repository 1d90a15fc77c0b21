package org.pagurus.experiments.scenario;

import org.pagurus.simulator.cluster.GuestSpec;

/** Guests that are alike. */
public record GuestGroup(int count, GuestSpec spec) {}
