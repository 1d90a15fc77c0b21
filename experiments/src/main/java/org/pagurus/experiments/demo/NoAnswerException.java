package org.pagurus.experiments.demo;

/** A request got no answer within the client's limit. */
public final class NoAnswerException extends Exception {
    private static final long serialVersionUID = 1L;

    public NoAnswerException(String message) {
        super(message);
    }
}
