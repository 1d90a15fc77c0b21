package org.pagurus.experiments.crash;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.pagurus.testing.TcpRelay;

/**
 * The link to a host. With the first connection that ends it is down for some time: all others end
 * too, and none is carried until it is up again.
 */
final class RelayedLink extends TcpRelay {
    private final long downNs;

    /** When it goes up again; 0 while it was never down. Guarded by this. */
    private long upAtNs;

    /**
     * @param downNs how long it is down; 0 for not at all
     */
    RelayedLink(InetSocketAddress host, long downNs) throws IOException {
        super(host);
        this.downNs = downNs;
        start();
    }

    @Override
    protected synchronized boolean isUp() {
        return upAtNs == 0 || System.nanoTime() - upAtNs >= 0;
    }

    @Override
    protected synchronized void ended() {
        if (downNs > 0 && upAtNs == 0) {
            upAtNs = System.nanoTime() + downNs;
            endAll();
        }
    }
}
