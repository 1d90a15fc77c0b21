package org.pagurus.guest;

/**
 * A guest could not be made or restored. The message is one line and names the field and what was
 * expected.
 */
public class GuestException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int QUOTED_CHARS = 64;

    public GuestException(String message) {
        super(message);
    }

    public GuestException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A text from elsewhere as a message may show it: short, printable, in quotes. */
    public static String quoted(String text) {
        String cut = text.length() > QUOTED_CHARS ? text.substring(0, QUOTED_CHARS) + "..." : text;
        return "'" + cut.replaceAll("[^\\x20-\\x7e]", "?") + "'";
    }
}
