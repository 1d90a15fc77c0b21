package org.pagurus.codec;

/** Encoded bytes that no encoder wrote. */
public final class MalformedInputException extends Exception {
    private static final long serialVersionUID = 1L;

    private final long offset;

    /**
     * @param offset where in the encoded bytes of the page the mistake was seen
     * @param reason what was expected there and what was found
     */
    public MalformedInputException(long offset, String reason) {
        super("offset " + offset + ": " + reason);
        this.offset = offset;
    }

    public long offset() {
        return offset;
    }
}
