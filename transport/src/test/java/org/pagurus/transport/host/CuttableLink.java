package org.pagurus.transport.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A TCP link between two hosts that breaks when so many bytes have passed, and can be mended. */
final class CuttableLink implements AutoCloseable {
    private final ServerSocket server;
    private final int targetPort;
    private final AtomicLong bytesLeft;

    /** Guarded by this. */
    private final List<Socket> sockets = new ArrayList<>();

    private volatile boolean up = true;

    CuttableLink(int targetPort, long bytesUntilCut) throws IOException {
        this.targetPort = targetPort;
        bytesLeft = new AtomicLong(bytesUntilCut);
        server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
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
        server.close();
        cut();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                if (!up) {
                    near.close();
                    continue;
                }
                Socket far = new Socket(InetAddress.getLoopbackAddress(), targetPort);
                synchronized (this) {
                    sockets.add(near);
                    sockets.add(far);
                }
                Thread.ofVirtual().start(() -> copy(near, far));
                Thread.ofVirtual().start(() -> copy(far, near));
            } catch (IOException e) {
                // closed, or nobody listens: the next one may fare better
            }
        }
    }

    private void copy(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[16 << 10];
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                if (up && bytesLeft.addAndGet(-n) <= 0) {
                    cut();
                }
                if (!up) {
                    return;
                }
                out.write(buffer, 0, n);
            }
        } catch (IOException e) {
            // either side closed it
        }
    }

    synchronized void cut() {
        up = false;
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                // closed already
            }
        }
        sockets.clear();
    }
}
