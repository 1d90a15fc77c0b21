package org.pagurus.guest.service;

/** A datagram is not what {@link KeyValueProtocol} draws. Carries no stack trace. */
public final class MalformedDatagramException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param field the field that is wrong
     * @param expected what it should hold
     * @param found what it holds
     */
    MalformedDatagramException(String field, String expected, long found) {
        super(field + ": expected " + expected + ", found " + found, null, false, false);
    }
}
