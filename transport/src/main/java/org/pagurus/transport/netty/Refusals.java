package org.pagurus.transport.netty;

import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Is told of every connection that is refused; from any thread. */
@FunctionalInterface
public interface Refusals {
    /** At what a connection failed. */
    enum Kind {
        /** There are too many connections. */
        PLACES,
        /** The TLS handshake failed: its certificate, or no TLS at all. */
        TLS,
        /** Handshake and preface took too long. */
        TIME,
        /** What came is no preface that can be served. */
        PREFACE,
        /** This peer may not do that, or there is nothing for it to connect to. */
        REQUEST
    }

    /**
     * A connection is refused.
     *
     * @param peer its address
     * @param reason one line
     */
    void refused(@Nullable SocketAddress peer, Kind kind, String reason);
}
