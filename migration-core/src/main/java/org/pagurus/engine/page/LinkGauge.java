package org.pagurus.engine.page;

import java.util.function.LongSupplier;

/**
 * Measures what a link carries while a migration gives it something to carry: bytes over the time
 * in which at least one frame of any stream was in flight, that is, waiting for the link or not yet
 * taken by it. Safe for all threads.
 */
public final class LinkGauge {
    /** A frame smaller than this says more of what a write costs than of the link. */
    static final int MIN_FRAME_BYTES = 16 << 10;

    /** Busy time that must have been seen before there is a figure at all. */
    private static final long MIN_BUSY_NS = 1_000_000;

    /** A window's busy time. */
    private static final long WINDOW_NS = 20_000_000;

    /** A slow link takes frames in lumps, when its buffer has room: a window holds several. */
    private static final int WINDOW_FRAMES = 16;

    /** How much a window counts against the one after it. */
    private static final double KEPT = 0.5;

    private final LongSupplier clock;

    private volatile double bytesPerSecond = Double.POSITIVE_INFINITY;

    /** Guarded by this, as all below: frames in flight, and up to when the time is counted. */
    private int inFlight;

    private long countedNs;

    /** The window under way. */
    private int frames;

    private long bytes;
    private long busyNs;

    /** The windows before. */
    private double pastBytes;

    private double pastBusyNs;

    /**
     * @param clock nanoseconds, of any origin
     */
    public LinkGauge(LongSupplier clock) {
        this.clock = clock;
    }

    /**
     * What the link carries, of the last few windows of 20 ms of busy time or more; infinite while
     * it was not busy for a millisecond.
     */
    public double bytesPerSecond() {
        return bytesPerSecond;
    }

    /** Whether there is a figure. */
    public boolean isKnown() {
        return bytesPerSecond != Double.POSITIVE_INFINITY;
    }

    /** A frame is ready for the link. */
    public void begin(int frameBytes) {
        if (frameBytes >= MIN_FRAME_BYTES) {
            begin();
        }
    }

    /** A frame that has begun is off. */
    public void end(int frameBytes) {
        if (frameBytes >= MIN_FRAME_BYTES) {
            endFrame(frameBytes);
        }
    }

    /** Frames that have begun and not ended; those that count. */
    public synchronized int inFlight() {
        return inFlight;
    }

    private synchronized void begin() {
        countTime();
        inFlight++;
    }

    private synchronized void endFrame(int frameBytes) {
        countTime();
        inFlight--;
        frames++;
        bytes += frameBytes;
        if (busyNs >= WINDOW_NS && frames >= WINDOW_FRAMES) {
            pastBytes = pastBytes * KEPT + bytes;
            pastBusyNs = pastBusyNs * KEPT + busyNs;
            frames = 0;
            bytes = 0;
            busyNs = 0;
            bytesPerSecond = pastBytes * 1e9 / pastBusyNs;
        } else if (pastBusyNs == 0 && busyNs >= MIN_BUSY_NS) {
            bytesPerSecond = bytes * 1e9 / busyNs;
        }
    }

    private void countTime() {
        long nowNs = clock.getAsLong();
        if (inFlight > 0) {
            busyNs += nowNs - countedNs;
        }
        countedNs = nowNs;
    }
}
