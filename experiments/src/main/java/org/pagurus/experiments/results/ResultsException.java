package org.pagurus.experiments.results;

/**
 * A folder of results that can't be read or written; the message is one line that names the file.
 */
public final class ResultsException extends Exception {
    private static final long serialVersionUID = 1L;

    public ResultsException(String message) {
        super(message);
    }

    public ResultsException(String message, Throwable cause) {
        super(message, cause);
    }
}
