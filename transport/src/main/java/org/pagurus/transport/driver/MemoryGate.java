package org.pagurus.transport.driver;

/**
 * The way of a page stream's threads to guest memory: one at a time passes, and none once it is
 * closed. Whoever closes it waits for the one inside. Safe for all threads.
 */
final class MemoryGate {
    /** What is done inside. */
    interface Work<X extends Exception> {
        void run() throws X;
    }

    /** Guarded by this. */
    private boolean closed;

    /** Does the work, unless the gate is closed. */
    synchronized <X extends Exception> void pass(Work<X> work) throws X {
        if (!closed) {
            work.run();
        }
    }

    /** When this returns nobody is inside, and nobody comes in any more. */
    synchronized void close() {
        closed = true;
    }
}
