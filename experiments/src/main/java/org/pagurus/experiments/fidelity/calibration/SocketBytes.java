package org.pagurus.experiments.fidelity.calibration;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** What a byte costs a core that goes into a socket, or comes out of one, on this machine. */
final class SocketBytes {
    private static final int BUFFER_BYTES = 256 << 10;
    private static final long WARM_UP_BYTES = 128L << 20;
    private static final long BYTES = 1L << 30;

    private SocketBytes() {}

    /** The CPU time of both ends, halved, for each byte. */
    static double measureNs() throws IOException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (SocketChannel out = SocketChannel.open(server.getLocalAddress());
                    SocketChannel in = server.accept()) {
                long[] receiverNs = new long[1];
                Thread receiver =
                        Thread.ofPlatform()
                                .daemon()
                                .name("socket-bytes")
                                .start(() -> receiverNs[0] = receive(in, threads));
                long startNs = 0;
                ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
                for (long sent = 0; sent < WARM_UP_BYTES + BYTES; sent += BUFFER_BYTES) {
                    if (sent == WARM_UP_BYTES) {
                        startNs = threads.getCurrentThreadCpuTime();
                    }
                    buffer.clear();
                    while (buffer.hasRemaining()) {
                        out.write(buffer);
                    }
                }
                long senderNs = threads.getCurrentThreadCpuTime() - startNs;
                out.shutdownOutput();
                receiver.join();
                return (senderNs + receiverNs[0]) / 2.0 / BYTES;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    private static long receive(SocketChannel in, ThreadMXBean threads) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        long received = 0;
        long startNs = 0;
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (received < WARM_UP_BYTES && received + read >= WARM_UP_BYTES) {
                    startNs = threads.getCurrentThreadCpuTime();
                }
                received += read;
                buffer.clear();
            }
        } catch (IOException e) {
            return 0; // the sender fails as well
        }
        return threads.getCurrentThreadCpuTime() - startNs;
    }
}
