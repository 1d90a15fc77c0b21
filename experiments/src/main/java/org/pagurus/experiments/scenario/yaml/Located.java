package org.pagurus.experiments.scenario.yaml;

/** A value and where it stands, for what is wrong with it only beside others. */
public record Located<T>(T value, Place place) {}
