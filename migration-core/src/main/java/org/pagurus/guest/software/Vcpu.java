package org.pagurus.guest.software;

import org.jspecify.annotations.Nullable;

/** Whoever runs one activity of a guest. */
interface Vcpu {
    Activity activity();

    /** The guest runs for the first time. */
    void start();

    /** Why it stopped by itself; null while it has not. */
    @Nullable String failure();

    /** The guest ends: asks for an end. */
    void stop();

    /** Waits for the end, for a bounded time. */
    void join() throws InterruptedException;
}
