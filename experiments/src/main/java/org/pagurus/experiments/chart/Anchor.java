package org.pagurus.experiments.chart;

/** Which end of a text stands where it is put. */
public enum Anchor {
    START,
    MIDDLE,
    END
}
