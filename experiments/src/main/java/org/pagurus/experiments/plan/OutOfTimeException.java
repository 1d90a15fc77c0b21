package org.pagurus.experiments.plan;

/** The time for simulating is over. */
public final class OutOfTimeException extends Exception {
    private static final long serialVersionUID = 1L;
}
