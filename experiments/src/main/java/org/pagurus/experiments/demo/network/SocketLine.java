package org.pagurus.experiments.demo.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import org.jspecify.annotations.Nullable;

/**
 * A client's UDP socket, in the network namespace of the thread that opened it: ARP and all the
 * rest is the kernel's.
 */
final class SocketLine implements ClientLine {
    private static final int MAX_DATAGRAM_BYTES = 65_536;

    private final DatagramChannel channel;
    private final Replies replies = new Replies();

    /** What the kernel said last when it did not take a datagram, or gave an error for one sent. */
    private volatile String lastError = "";

    private SocketLine(DatagramChannel channel) {
        this.channel = channel;
    }

    static SocketLine open(ServiceAddress service) throws IOException {
        DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
        try {
            // Connected, so that nobody else's datagrams come in.
            channel.connect(
                    new InetSocketAddress(
                            InetAddress.getByName(service.guestIp().toString()),
                            service.guestPort()));
        } catch (IOException e) {
            channel.close();
            throw new IOException("client: " + e.getMessage(), e);
        }
        SocketLine line = new SocketLine(channel);
        Thread.ofPlatform().name("client-socket").daemon().start(line::receive);
        return line;
    }

    /** What the kernel does not take, as the guest's host is not known just now, is lost. */
    @Override
    public void send(byte[] payload) {
        try {
            channel.write(ByteBuffer.wrap(payload));
        } catch (IOException e) {
            lastError = String.valueOf(e.getMessage());
        }
    }

    @Override
    public @Nullable Arrival poll(long timeoutNs) throws InterruptedException {
        return replies.poll(timeoutNs);
    }

    @Override
    public long unusableDatagrams() {
        return replies.unusableDatagrams();
    }

    @Override
    public String hint() {
        return lastError;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // A socket that can't be closed is of no more use.
        }
    }

    private void receive() {
        ByteBuffer datagram = ByteBuffer.allocateDirect(MAX_DATAGRAM_BYTES);
        while (channel.isOpen()) {
            try {
                datagram.clear();
                channel.read(datagram);
                byte[] payload = new byte[datagram.flip().remaining()];
                datagram.get(payload);
                replies.add(payload);
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException e) {
                // An error for something sent before; the kernel reports each once.
                lastError = String.valueOf(e.getMessage());
            }
        }
    }
}
