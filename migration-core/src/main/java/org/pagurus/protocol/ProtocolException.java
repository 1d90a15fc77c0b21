package org.pagurus.protocol;

/**
 * The other side sent what the protocol does not allow. The message names the field and what was
 * expected.
 */
public final class ProtocolException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String reason;

    /**
     * @param field which field of which message or frame, such as {@code "frame.pageCount"}
     * @param reason what was expected and what was found
     */
    public ProtocolException(String field, String reason) {
        super(field + ": " + reason);
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
