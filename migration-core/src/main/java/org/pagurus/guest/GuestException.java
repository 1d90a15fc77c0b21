package org.pagurus.guest;

/**
 * A guest could not be made or restored. The message is one line and names the field and what was
 * expected.
 */
public class GuestException extends Exception {
    private static final long serialVersionUID = 1L;

    public GuestException(String message) {
        super(message);
    }

    public GuestException(String message, Throwable cause) {
        super(message, cause);
    }
}
