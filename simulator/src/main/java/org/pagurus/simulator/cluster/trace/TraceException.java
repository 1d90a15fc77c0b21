package org.pagurus.simulator.cluster.trace;

/** A trace that can't be used; the message is one line: file, line, expected, found. */
public final class TraceException extends Exception {
    private static final long serialVersionUID = 1;

    TraceException(String where, String expected, String found) {
        super(where + ": expected " + expected + " but found " + found);
    }
}
