package org.pagurus.simulator.kernel;

/** Why a run has ended. After any of them it can be gone on with. */
public enum RunEnd {
    /** No event is pending. */
    NOTHING_PENDING,
    /** An event asked for it. */
    STOPPED,
    /** Every event up to the latest instant has fired, and virtual time stands there. */
    LATEST_TIME,
    /** As many events as may have fired. */
    MOST_EVENTS
}
