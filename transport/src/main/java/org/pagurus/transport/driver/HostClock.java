package org.pagurus.transport.driver;

/**
 * A host's clock: nanoseconds since 1970, read once from the wall clock and then moved on by the
 * monotonic one.
 */
public final class HostClock {
    private final long offsetNs = System.currentTimeMillis() * 1_000_000 - System.nanoTime();

    public long nowNs() {
        return System.nanoTime() + offsetNs;
    }

    /** The same, for people: milliseconds since 1970. */
    public long nowMs() {
        return nowNs() / 1_000_000;
    }
}
