package org.pagurus.protocol;

/** How large things on the wire may be. Checked before anything is allocated for them. */
public final class Limits {
    /** A control message, its length field left out: device state with room for the rest. */
    public static final int CONTROL_MESSAGE_BYTES = (1 << 20) + (64 << 10);

    public static final int STREAMS = 64;

    /** The window of a stream's long frame, as a power of two: 1 KiB to 128 MiB. */
    public static final int MIN_WINDOW_LOG = 10;

    public static final int MAX_WINDOW_LOG = 27;

    public static final int GUEST_KIND_CHARS = 32;
    public static final int CONFIGURATION_BYTES = 64 << 10;
    public static final int REASON_CHARS = 1000;
    public static final int ROUNDS = 20_000;

    /** How long a lost connection may be waited for. */
    public static final int RECONNECT_LIMIT_MS = 600_000;

    /** How often a source may ask to go on. */
    public static final int RESUME_ATTEMPTS = 1000;

    private Limits() {}
}
