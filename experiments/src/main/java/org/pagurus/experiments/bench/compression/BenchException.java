package org.pagurus.experiments.bench.compression;

/** An image can't be measured, or came out different; the message is one line. */
public final class BenchException extends Exception {
    private static final long serialVersionUID = 1L;

    public BenchException(String message) {
        super(message);
    }

    public BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
