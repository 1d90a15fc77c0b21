package org.pagurus.experiments.demo;

/**
 * The demo could not be carried out. The message is one line: {@code FIELD: what was expected, what
 * was found; what to do}.
 */
public final class DemoException extends Exception {
    private static final long serialVersionUID = 1L;

    public DemoException(String message) {
        super(message);
    }

    public DemoException(String message, Throwable cause) {
        super(message, cause);
    }
}
