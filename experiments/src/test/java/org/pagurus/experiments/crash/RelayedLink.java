package org.pagurus.experiments.crash;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * The link to a host. With the first connection that ends it is down for some time: all others end
 * too, and none is carried until it is up again.
 */
final class RelayedLink implements AutoCloseable {
    private final ServerSocket server;
    private final InetSocketAddress host;
    private final long downNs;

    /** Guarded by this. */
    private final List<Socket> sockets = new ArrayList<>();

    /** When it goes up again; 0 while it was never down. Guarded by this. */
    private long upAtNs;

    /**
     * @param downNs how long it is down; 0 for not at all
     */
    RelayedLink(InetSocketAddress host, long downNs) throws IOException {
        this.host = host;
        this.downNs = downNs;
        server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                carry(server.accept());
            } catch (IOException e) {
                // closed, or nobody listens behind it: the next one may fare better
            }
        }
    }

    private void carry(Socket near) throws IOException {
        if (isDown()) {
            near.close();
            return;
        }
        Socket far;
        try {
            far = new Socket(host.getAddress(), host.getPort());
        } catch (IOException e) {
            near.close();
            throw e;
        }
        synchronized (this) {
            sockets.add(near);
            sockets.add(far);
        }
        Thread.ofVirtual().start(() -> copy(near, far));
        Thread.ofVirtual().start(() -> copy(far, near));
    }

    private synchronized boolean isDown() {
        return upAtNs != 0 && System.nanoTime() - upAtNs < 0;
    }

    private void copy(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[16 << 10];
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
            }
        } catch (IOException e) {
            // either side closed it
        } finally {
            takeDown();
        }
    }

    private synchronized void takeDown() {
        if (downNs > 0 && upAtNs == 0) {
            upAtNs = System.nanoTime() + downNs;
            closeAll();
        }
    }

    private synchronized void closeAll() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                // closed already
            }
        }
        sockets.clear();
    }

    @Override
    public void close() throws IOException {
        server.close();
        closeAll();
    }
}
