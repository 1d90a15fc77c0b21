package org.pagurus.transport.driver;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The way of a page stream's threads to guest memory: one at a time passes, and none once it is
 * closed. Whoever closes it waits for the one inside. Safe for all threads.
 */
final class MemoryGate {
    /** What is done inside. */
    interface Work<X extends Exception> {
        void run() throws X;
    }

    private final Lock lock = new ReentrantLock();
    private volatile boolean closed;

    /** Does the work, unless the gate is closed; whether it did. */
    <X extends Exception> boolean pass(Work<X> work) throws X {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            work.run();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** When this returns nobody is inside, and nobody comes in any more. */
    void close() {
        closed = true; // at once: one that passes again and again could keep the lock to itself
        lock.lock();
        lock.unlock();
    }
}
