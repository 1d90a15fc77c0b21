package org.pagurus.transport.host;

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

    String field() {
        return field;
    }

    String reason() {
        return reason;
    }
}
