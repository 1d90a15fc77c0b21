package org.pagurus.transport.driver;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Events on their way to an engine's thread: any thread puts, one takes. A full queue takes nothing
 * more and says so; the sender then closes the connection that floods it. That a connection has
 * ended is always taken, for an engine that never learns of it waits for ever; of these there are
 * as few as there are connections.
 */
final class EventQueue<E> {
    static final int CAPACITY = 4096;

    /** What all waiting events may hold: a few of the longest control messages. */
    static final long CAPACITY_BYTES = 8 << 20;

    /** The longest wait in one go; timeouts further away are simply looked at again. */
    private static final long MAX_WAIT_NS = 1_000_000_000;

    private record Entry<E>(E event, long bytes) {}

    private final BlockingQueue<Entry<E>> queue = new LinkedBlockingQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();

    /**
     * Puts an event, unless the queue is full; a few more may slip in from other threads.
     *
     * @param bytes what the event holds, more or less
     */
    boolean offer(E event, long bytes) {
        if (queue.size() >= CAPACITY || waitingBytes.get() + bytes > CAPACITY_BYTES) {
            return false;
        }
        put(new Entry<>(event, bytes));
        return true;
    }

    /**
     * Puts an event that must arrive: a connection's end, or what this host's own threads have
     * done.
     */
    void putEnd(E event) {
        put(new Entry<>(event, 0));
    }

    /** The next event, or null when {@code waitNs} have passed without one. */
    @Nullable E take(long waitNs) throws InterruptedException {
        return taken(queue.poll(Math.clamp(waitNs, 0, MAX_WAIT_NS), TimeUnit.NANOSECONDS));
    }

    /** The next event, or null when there is none now. */
    @Nullable E poll() {
        return taken(queue.poll());
    }

    private @Nullable E taken(@Nullable Entry<E> entry) {
        if (entry == null) {
            return null;
        }
        waitingBytes.addAndGet(-entry.bytes());
        return entry.event();
    }

    private void put(Entry<E> entry) {
        waitingBytes.addAndGet(entry.bytes());
        queue.add(entry);
    }
}
