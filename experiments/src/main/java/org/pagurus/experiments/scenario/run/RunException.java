package org.pagurus.experiments.scenario.run;

/** A scenario that can't be run; the message is one line: field, expected, found. */
public final class RunException extends Exception {
    private static final long serialVersionUID = 1L;

    public RunException(String field, String expected, Object found) {
        super(field + ": expected " + expected + " but found " + found);
    }

    /** What a file that the scenario names is wrong in; its own message says where. */
    public RunException(String field, Exception cause) {
        super(field + ": " + cause.getMessage(), cause);
    }
}
