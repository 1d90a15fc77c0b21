package org.pagurus.experiments.scenario;

import org.pagurus.simulator.cluster.HostSpec;

/** Hosts that are alike. */
public record HostGroup(int count, HostSpec spec) {}
