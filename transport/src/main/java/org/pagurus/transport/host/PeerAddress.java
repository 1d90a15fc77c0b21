package org.pagurus.transport.host;

import java.io.IOException;
import java.net.InetSocketAddress;

/** An address of the journal, {@code HOST:PORT}. */
final class PeerAddress {
    private static final int MAX_PORT = 65_535;

    private PeerAddress() {}

    /**
     * Where another host can be asked.
     *
     * @throws IOException when the journal does not say it
     */
    static InetSocketAddress parse(String peer) throws IOException {
        int colon = peer.lastIndexOf(':');
        String port = peer.substring(colon + 1);
        if (colon < 1 || !port.matches("[1-9][0-9]{0,4}") || Integer.parseInt(port) > MAX_PORT) {
            throw new IOException("peer: expected HOST:PORT but found '" + peer + "'");
        }
        return new InetSocketAddress(peer.substring(0, colon), Integer.parseInt(port));
    }
}
