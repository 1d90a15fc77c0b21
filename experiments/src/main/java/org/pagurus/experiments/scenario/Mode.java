package org.pagurus.experiments.scenario;

/** Whether a scenario is run for real. */
public enum Mode {
    /** In virtual time. */
    SIMULATED,
    /** Between host daemons that are processes of their own, in real time. */
    LIVE
}
