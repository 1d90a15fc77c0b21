package org.pagurus.experiments.chart;

/** A place in a picture, in pixels from its top left corner. */
public record Spot(double x, double y) {}
