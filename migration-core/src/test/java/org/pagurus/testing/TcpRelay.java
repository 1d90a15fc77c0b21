package org.pagurus.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A link to a host: what connects to its port is carried there, as long as the link is up. */
public abstract class TcpRelay implements AutoCloseable {
    private final ServerSocket server;
    private final InetSocketAddress host;

    /** Guarded by this. */
    private final List<Socket> sockets = new ArrayList<>();

    protected TcpRelay(InetSocketAddress host) throws IOException {
        this.host = host;
        server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    }

    /** Lets connections in. */
    protected final void start() {
        Thread.ofVirtual().start(this::accept);
    }

    public final int port() {
        return server.getLocalPort();
    }

    /** Whether a connection is let in now. */
    protected abstract boolean isUp();

    /** So many bytes have come and are about to go on; whether they may. */
    protected boolean mayPass(int bytes) {
        return true;
    }

    /** A connection has ended. */
    protected void ended() {}

    /** Ends all connections. */
    protected final synchronized void endAll() {
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
        endAll();
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
        if (!isUp()) {
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

    private void copy(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[16 << 10];
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                if (!mayPass(n)) {
                    return;
                }
                out.write(buffer, 0, n);
            }
        } catch (IOException e) {
            // either side closed it
        } finally {
            ended();
        }
    }
}
