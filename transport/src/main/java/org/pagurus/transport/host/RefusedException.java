package org.pagurus.transport.host;

import java.io.IOException;

/** A request that cannot be met: names the field, what was expected and what was found. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String reason;

    RefusedException(String field, String reason) {
        super(field + ": " + reason);
        this.field = field;
        this.reason = reason;
    }

    /** The journal has not taken a record; so nothing was done. */
    static RefusedException ofJournal(IOException e) {
        return new RefusedException(
                "journal", String.valueOf(e.getMessage()).replaceFirst("^journal: ", ""));
    }

    String field() {
        return field;
    }

    String reason() {
        return reason;
    }
}
