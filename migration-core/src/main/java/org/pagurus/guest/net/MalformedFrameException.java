package org.pagurus.guest.net;

/**
 * A frame cannot be read. Frames are hostile and may come fast, so this carries no stack trace and
 * makes its message only when asked.
 */
public final class MalformedFrameException extends Exception {
    private static final long serialVersionUID = 1L;

    private final FrameDrop drop;
    private final String field;
    private final int expected;
    private final int found;

    /**
     * @param drop how the frame is counted
     * @param field the field that is wrong, with its protocol: {@code "IPv4 version"}
     * @param expected what it should hold, or the least it should hold
     * @param found what it holds
     */
    MalformedFrameException(FrameDrop drop, String field, int expected, int found) {
        super(null, null, false, false);
        this.drop = drop;
        this.field = field;
        this.expected = expected;
        this.found = found;
    }

    public FrameDrop drop() {
        return drop;
    }

    @Override
    public String getMessage() {
        return field + ": expected " + expected + ", found " + found + " (" + drop + ")";
    }

    static void checkRoom(String field, int bytesNeeded, int bytesLeft)
            throws MalformedFrameException {
        if (bytesLeft < bytesNeeded) {
            throw new MalformedFrameException(FrameDrop.TRUNCATED, field, bytesNeeded, bytesLeft);
        }
    }

    static void checkField(String field, int expected, int found) throws MalformedFrameException {
        if (found != expected) {
            throw new MalformedFrameException(FrameDrop.MALFORMED, field, expected, found);
        }
    }

    static void checkChecksum(String field, int folded) throws MalformedFrameException {
        if (folded != 0) {
            throw new MalformedFrameException(FrameDrop.BAD_CHECKSUM, field, 0, folded);
        }
    }
}
