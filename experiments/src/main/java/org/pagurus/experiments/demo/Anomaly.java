package org.pagurus.experiments.demo;

/**
 * Something that must not happen to a client of one guest that loses nothing.
 *
 * @param text one line for people
 */
public record Anomaly(Kind kind, String text) {
    public enum Kind {
        /** A read returned an older version than was acknowledged, or none. */
        LOST_WRITE,
        /** A read returned a value that was never written with its version. */
        WRONG_VALUE,
        /** A guest of an older generation answered a request sent after a newer one was seen. */
        TWO_GUESTS,
        /** The service reported an error. */
        ERROR_REPLY,
        /** A reply that the service can't give to this request if this client is alone. */
        UNEXPECTED_REPLY
    }
}
