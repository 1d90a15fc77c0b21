package org.pagurus.guest.software;

import java.util.function.LongSupplier;

/**
 * The guest's running time: it stands still while the guest is paused, and a guest throttled by 75
 * % lives through one second in four. It is stopped at the start. Reading is free of locks.
 */
final class RunningClock {
    private static final int FULL_PERCENT = 100;

    /**
     * A stretch of time over which nothing changed.
     *
     * @param startedAtNs when it began, on the wall clock
     * @param startNs the running time at which it began
     * @param speedPercent how fast the running time goes
     */
    private record Stretch(long startedAtNs, long startNs, boolean running, int speedPercent) {}

    private final LongSupplier nanoTime;

    /** Replaced as a whole; writers hold this object's lock. */
    private volatile Stretch stretch;

    RunningClock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.stretch = new Stretch(nanoTime.getAsLong(), 0, false, FULL_PERCENT);
    }

    long runningNs() {
        return runningNs(stretch, nanoTime.getAsLong());
    }

    /** How long to wait, on the wall clock, until the running time is {@code dueNs}. */
    long wallNsUntil(long dueNs) {
        Stretch now = stretch;
        long leftNs = dueNs - runningNs(now, nanoTime.getAsLong());
        if (leftNs <= 0) {
            return 0;
        }
        return leftNs > Long.MAX_VALUE / FULL_PERCENT
                ? Long.MAX_VALUE
                : leftNs * FULL_PERCENT / now.speedPercent;
    }

    boolean isRunning() {
        return stretch.running;
    }

    int throttlePercent() {
        return FULL_PERCENT - stretch.speedPercent;
    }

    synchronized void start() {
        change(true, stretch.speedPercent);
    }

    synchronized void stop() {
        change(false, stretch.speedPercent);
    }

    synchronized void throttle(int percent) {
        change(stretch.running, FULL_PERCENT - percent);
    }

    /** Sets the running time of the stopped clock. */
    synchronized void load(long runningNs) {
        stretch = new Stretch(nanoTime.getAsLong(), runningNs, false, stretch.speedPercent);
    }

    private synchronized void change(boolean running, int speedPercent) {
        long now = nanoTime.getAsLong();
        stretch = new Stretch(now, runningNs(stretch, now), running, speedPercent);
    }

    private static long runningNs(Stretch stretch, long now) {
        if (!stretch.running) {
            return stretch.startNs;
        }
        // Threads read the wall clock before or after a change; time never goes back.
        long passedNs = Math.max(0, now - stretch.startedAtNs);
        return stretch.startNs + passedNs * stretch.speedPercent / FULL_PERCENT;
    }
}
