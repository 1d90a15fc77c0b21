package org.pagurus.transport.netty;

/**
 * The rate of the link that all streams of a migration share: bytes over the time in which at least
 * one frame was on its way, which an idle source does not lower. Safe for all threads.
 */
public final class LinkGauge {
    /** Busy time before a rate is told; then one window's share in the moving average. */
    private static final long FIRST_NS = 1_000_000;

    private static final long WINDOW_NS = 20_000_000;
    private static final double WEIGHT = 0.25;
    private static final double NS_PER_SECOND = 1e9;

    private int onTheirWay;
    private long busySinceNs;
    private long busyNs;
    private long bytes;
    private boolean windowSeen;
    private volatile double bytesPerSecond = Double.POSITIVE_INFINITY;

    /** Bytes per second; infinite while the link has hardly been busy. */
    public double bytesPerSecond() {
        return bytesPerSecond;
    }

    /** A frame is handed to the link. */
    public synchronized void begin(long nowNs) {
        if (onTheirWay++ == 0) {
            busySinceNs = nowNs;
        }
    }

    /**
     * The event loop that serves a stream was busy with something else: frames that waited for it
     * did not wait for the link. Where another loop's frames were on their way the rate comes out
     * too high, which does less harm than one that is too low.
     */
    public synchronized void exclude(long durationNs, long nowNs) {
        if (onTheirWay > 0) {
            busySinceNs = Math.min(nowNs, busySinceNs + durationNs);
        }
    }

    /** A frame of so many bytes has left. */
    public synchronized void end(long frameBytes, long nowNs) {
        bytes += frameBytes;
        busyNs += nowNs - busySinceNs;
        busySinceNs = nowNs;
        onTheirWay--;
        if (busyNs >= (windowSeen ? WINDOW_NS : FIRST_NS)) {
            double rate = bytes * NS_PER_SECOND / busyNs;
            bytesPerSecond = windowSeen ? bytesPerSecond + (rate - bytesPerSecond) * WEIGHT : rate;
            if (busyNs >= WINDOW_NS) {
                windowSeen = true;
                busyNs = 0;
                bytes = 0;
            }
        }
    }
}
