package org.pagurus.experiments.scenario;

/** How finely a migration is simulated. */
public enum Fidelity {
    /** Two real engines, real pages, real codecs. */
    EXACT,
    /** Classes of pages with counts instead of pages. */
    FLUID
}
