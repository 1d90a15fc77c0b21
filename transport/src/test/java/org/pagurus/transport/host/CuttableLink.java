package org.pagurus.transport.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;
import org.pagurus.testing.TcpRelay;

/** A TCP link between two hosts that breaks when so many bytes have passed, and can be mended. */
final class CuttableLink extends TcpRelay {
    private final AtomicLong bytesLeft;
    private volatile boolean up = true;

    CuttableLink(int targetPort, long bytesUntilCut) throws IOException {
        super(new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort));
        bytesLeft = new AtomicLong(bytesUntilCut);
        start();
    }

    /** Whether it has been cut. */
    boolean isCut() {
        return !up;
    }

    /** Lets connections through again, for good. */
    void mend() {
        mend(Long.MAX_VALUE);
    }

    /** Lets connections through again, until so many bytes more have passed. */
    void mend(long bytesUntilCut) {
        bytesLeft.set(bytesUntilCut);
        up = true;
    }

    @Override
    public void close() throws IOException {
        up = false;
        super.close();
    }

    @Override
    protected boolean isUp() {
        return up;
    }

    @Override
    protected boolean mayPass(int bytes) {
        if (up && bytesLeft.addAndGet(-bytes) <= 0) {
            cut();
        }
        return up;
    }

    void cut() {
        up = false;
        endAll();
    }
}
