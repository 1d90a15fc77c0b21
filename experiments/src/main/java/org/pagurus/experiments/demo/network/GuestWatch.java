package org.pagurus.experiments.demo.network;

import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.client.PingFigures;

/** What a network sees of a guest while it moves. */
public interface GuestWatch extends AutoCloseable {
    /** Sees nothing. */
    GuestWatch NONE = new GuestWatch() {};

    /** What was seen until now, or null where nobody looks. */
    default @Nullable PingFigures figures() {
        return null;
    }

    @Override
    default void close() {}
}
