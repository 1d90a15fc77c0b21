package org.pagurus.simulator.link;

import org.pagurus.simulator.kernel.Event;

/** Bytes on their way over a path. {@link Network#start} makes one. */
public final class Transfer {
    private static final double NOT_STARTED = Double.NaN;

    private final Bundle bundle;
    private final long bytes;
    private final Event completed;

    /** The bundle's service at which the last byte has gone. */
    private double endBytes = NOT_STARTED;

    /** Its place among those that end at the same time. */
    private final long number;

    private State state = State.GOING;
    private long carriedAtEndBytes;

    private enum State {
        GOING,
        COMPLETED,
        CANCELLED
    }

    Transfer(Bundle bundle, long bytes, long number, Event completed) {
        this.bundle = bundle;
        this.bytes = bytes;
        this.number = number;
        this.completed = completed;
    }

    public Path path() {
        return bundle.path();
    }

    public long bytes() {
        return bytes;
    }

    /** Whether the last byte has gone. */
    public boolean isCompleted() {
        return state == State.COMPLETED;
    }

    public boolean isCancelled() {
        return state == State.CANCELLED;
    }

    /** Whole bytes that have gone so far. */
    public long carriedBytes(long nowNs) {
        if (state != State.GOING) {
            return carriedAtEndBytes;
        }
        double left = endBytes - bundle.serviceBytes(nowNs);
        return Math.clamp((long) Math.floor(bytes - left), 0, bytes);
    }

    /** At present; 0 when it is over, or starts at this very instant. */
    public double rateBytesPerSecond() {
        return state == State.GOING ? bundle.rateInForceBytesPerSecond() : 0;
    }

    Bundle bundle() {
        return bundle;
    }

    double endBytes() {
        return endBytes;
    }

    long number() {
        return number;
    }

    void start(double serviceBytes) {
        endBytes = serviceBytes + bytes;
    }

    void complete(long nowNs) {
        state = State.COMPLETED;
        carriedAtEndBytes = bytes;
        completed.fire(nowNs);
    }

    /** Whether it was going. */
    boolean cancel(long nowNs) {
        if (state != State.GOING) {
            return false;
        }
        carriedAtEndBytes = carriedBytes(nowNs);
        state = State.CANCELLED;
        return true;
    }
}
