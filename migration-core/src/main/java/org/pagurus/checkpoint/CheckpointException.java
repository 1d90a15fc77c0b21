package org.pagurus.checkpoint;

/**
 * A checkpoint could not be written or read. One line that names the field, what was expected and
 * what was found.
 */
public final class CheckpointException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String reason;

    public CheckpointException(String field, String reason) {
        super(field + ": " + reason);
        this.field = field;
        this.reason = reason;
    }

    CheckpointException(String field, String reason, Throwable cause) {
        super(field + ": " + reason, cause);
        this.field = field;
        this.reason = reason;
    }

    public String field() {
        return field;
    }

    /** What was expected and what was found. */
    public String reason() {
        return reason;
    }
}
