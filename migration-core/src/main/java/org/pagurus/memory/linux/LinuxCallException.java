package org.pagurus.memory.linux;

/** The kernel refused a call. The message is one line: the call, the reason, the error number. */
public final class LinuxCallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String call;
    private final int errno;

    public LinuxCallException(String call, int errno, String reason) {
        super(call + " failed: " + reason + " (errno " + errno + ")");
        this.call = call;
        this.errno = errno;
    }

    /** The call that failed, with the arguments that tell it from others: {@code open /dev/x}. */
    public String call() {
        return call;
    }

    /** The error number, as in {@code errno(3)}. */
    public int errno() {
        return errno;
    }
}
