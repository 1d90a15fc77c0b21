package org.pagurus.experiments.scenario.sweep;

/** How the values of a range lie between its ends. */
public enum Scale {
    /** With even differences. */
    LINEAR,
    /** With even ratios. */
    LOG
}
