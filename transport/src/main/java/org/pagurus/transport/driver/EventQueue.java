package org.pagurus.transport.driver;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Events on their way to an engine's thread: any thread puts, one takes. A full queue takes nothing
 * more and says so; the sender then closes the connection that floods it.
 */
final class EventQueue<E> {
    private static final int CAPACITY = 4096;

    /** The longest wait in one go; timeouts further away are simply looked at again. */
    private static final long MAX_WAIT_NS = 1_000_000_000;

    private final BlockingQueue<E> queue = new ArrayBlockingQueue<>(CAPACITY);

    boolean offer(E event) {
        return queue.offer(event);
    }

    /** The next event, or null when {@code waitNs} have passed without one. */
    @Nullable E take(long waitNs) throws InterruptedException {
        return queue.poll(Math.clamp(waitNs, 0, MAX_WAIT_NS), TimeUnit.NANOSECONDS);
    }
}
