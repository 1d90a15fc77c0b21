package org.pagurus.guest.net;

import org.jspecify.annotations.Nullable;

/** What a host does with the datagrams that come in at its port. */
@FunctionalInterface
public interface UdpService {
    /**
     * Handles one datagram.
     *
     * @param payload hostile; the service may keep it
     * @return the reply's payload, up to {@link UdpDatagram#MAX_PAYLOAD_BYTES} bytes, or null for
     *     no reply
     */
    byte @Nullable [] handle(byte[] payload);
}
