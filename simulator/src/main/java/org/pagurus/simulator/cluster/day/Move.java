package org.pagurus.simulator.cluster.day;

/** A guest is to migrate to a host. */
public record Move(int guest, int destination) {}
