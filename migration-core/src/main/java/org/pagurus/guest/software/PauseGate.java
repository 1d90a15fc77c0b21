package org.pagurus.guest.software;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The gate that every write to guest memory passes. Writers are inside for one short batch; a pause
 * closes the gate and returns when nobody is inside.
 *
 * <p>Unlike a read-write lock, whose readers may overtake a waiting writer for ever, the closed
 * gate lets nobody in: a pause lasts no longer than the batches that had begun. A batch writes at
 * most {@link #MAX_BATCH_PAGES} pages and does no I/O, so that this is far below a millisecond.
 *
 * <p>{@code enter}, {@code tryEnter} and {@code leave} may be called by any thread; {@code pause},
 * {@code resume} and {@code shut} by one thread at a time, and never from inside the gate.
 */
public final class PauseGate {
    /** How many pages a writer may write before it leaves the gate. */
    public static final int MAX_BATCH_PAGES = 64;

    private static final int CLOSED = 1 << 31;
    private static final int SHUT = 1 << 30;
    private static final int INSIDE_MASK = SHUT - 1;

    /** CLOSED, SHUT, and how many are inside. Changed by compare-and-set alone. */
    private final AtomicInteger state = new AtomicInteger(CLOSED);

    /** Who waits for the gate to open, or for the last to leave, waits on this. */
    private final Object monitor = new Object();

    /**
     * Goes inside, after waiting while the gate is closed.
     *
     * @return false when the gate was shut for good: the caller is not inside
     */
    public boolean enter() throws InterruptedException {
        while (!tryEnter()) {
            synchronized (monitor) {
                while ((state.get() & (CLOSED | SHUT)) == CLOSED) {
                    monitor.wait();
                }
                if ((state.get() & SHUT) != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Goes inside if the gate is open; never waits. */
    public boolean tryEnter() {
        int seen = state.get();
        while ((seen & CLOSED) == 0) {
            if (state.compareAndSet(seen, seen + 1)) {
                return true;
            }
            seen = state.get();
        }
        return false;
    }

    /** Goes outside. Called once after each successful {@code enter} or {@code tryEnter}. */
    public void leave() {
        int left = state.decrementAndGet();
        assert (left & INSIDE_MASK) != INSIDE_MASK : "left a gate that nobody was inside";
        if ((left & CLOSED) != 0 && (left & INSIDE_MASK) == 0) {
            synchronized (monitor) {
                monitor.notifyAll();
            }
        }
    }

    /** Closes the gate and returns when nobody is inside. */
    public void pause() {
        close(CLOSED);
    }

    /** Closes the gate for good, sends away whoever waits, and returns when nobody is inside. */
    public void shut() {
        close(CLOSED | SHUT);
    }

    /** Opens the gate, unless it was shut. */
    public void resume() {
        synchronized (monitor) {
            state.updateAndGet(seen -> (seen & SHUT) != 0 ? seen : seen & ~CLOSED);
            monitor.notifyAll();
        }
    }

    private void close(int bits) {
        boolean interrupted = false;
        synchronized (monitor) {
            state.updateAndGet(seen -> seen | bits);
            monitor.notifyAll();
            while ((state.get() & INSIDE_MASK) != 0) {
                try {
                    monitor.wait();
                } catch (InterruptedException e) {
                    // A pause that returned early would let a write slip past it.
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
