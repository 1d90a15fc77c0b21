package org.pagurus.engine.source;

import org.pagurus.engine.Waits;

/**
 * Whether the destination is still there: when it was heard last, and when to probe it again.
 * Owner: the engine's thread.
 */
final class LinkWatch {
    static final long NEVER = Long.MAX_VALUE;

    private final Waits waits;
    private boolean connected = true;
    private long lastHeardNs;
    private long nextProbeNs = NEVER;

    /** So long after now; never rather than past the end of time. */
    static long later(long nowNs, long waitNs) {
        long atNs = nowNs + waitNs;
        return atNs < nowNs ? NEVER : atNs;
    }

    LinkWatch(Waits waits) {
        this.waits = waits;
    }

    void connected(long nowNs) {
        connected = true;
        lastHeardNs = nowNs;
        nextProbeNs = nowNs + waits.probeNs();
    }

    void lost() {
        connected = false;
    }

    void heard(long nowNs) {
        lastHeardNs = nowNs;
    }

    long lastHeardNs() {
        return lastHeardNs;
    }

    void probed(long nowNs) {
        nextProbeNs = nowNs + waits.probeNs();
    }

    boolean isConnected() {
        return connected;
    }

    boolean isSilent(long nowNs) {
        return nowNs >= lastHeardNs + waits.silenceNs();
    }

    /** When to probe or to give the connection up, whichever is first. */
    long nextCallNs() {
        return connected ? Math.min(nextProbeNs, lastHeardNs + waits.silenceNs()) : NEVER;
    }
}
