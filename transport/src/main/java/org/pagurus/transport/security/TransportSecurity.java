package org.pagurus.transport.security;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;

/** How a host's connections are protected. Safe for all threads. */
public interface TransportSecurity {
    /** Plain TCP, where everybody is believed: for loopback alone. */
    TransportSecurity NONE = new PlainTransport();

    /** Whether connections may leave this machine. */
    boolean isTls();

    /** Protects a connection that comes in, before anything is read from it. */
    void protectIncoming(Channel channel);

    /**
     * Protects a connection to a host, before anything is written to it.
     *
     * @param to whom the other side must be
     */
    void protectOutgoing(Channel channel, InetSocketAddress to);

    /** Who is on the other side of a protected connection; known when its first bytes have come. */
    Peer peer(Channel channel);
}
