package org.pagurus.transport.command;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.pagurus.protocol.ProtocolException;
import org.pagurus.transport.netty.EventLoops;
import org.pagurus.transport.netty.Preface;
import org.pagurus.transport.netty.PrefaceClient;
import org.pagurus.transport.security.TransportSecurity;

/**
 * Asks a host daemon for things and waits for its answers. One request at a time, from one thread.
 */
public final class HostClient implements AutoCloseable {
    /** Replies waiting to be taken; a daemon that sends more is not listened to any longer. */
    private static final int CAPACITY = 4096;

    private sealed interface Arrival {
        record Reply(HostReply reply) implements Arrival {}

        record Broken(String reason) implements Arrival {}
    }

    private final EventLoopGroup group;
    private final Channel channel;
    private final BlockingQueue<Arrival> arrivals;

    private HostClient(EventLoopGroup group, Channel channel, BlockingQueue<Arrival> arrivals) {
        this.group = group;
        this.channel = channel;
        this.arrivals = arrivals;
    }

    /**
     * Connects to a daemon without TLS.
     *
     * @throws IOException with one line that says what was wrong
     */
    public static HostClient connect(InetSocketAddress address) throws IOException {
        return connect(address, TransportSecurity.NONE);
    }

    /**
     * Connects to a daemon.
     *
     * @throws IOException with one line that says what was wrong
     */
    public static HostClient connect(InetSocketAddress address, TransportSecurity security)
            throws IOException {
        EventLoops loops = EventLoops.best();
        EventLoopGroup group = loops.newGroup(1, "host-client");
        BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
        try {
            Channel channel =
                    new PrefaceClient(loops, group, security)
                            .connect(
                                    address,
                                    Preface.command(),
                                    connected ->
                                            connected
                                                    .pipeline()
                                                    .addLast(
                                                            CommandFraming.lines(
                                                                    CommandFraming.REPLY_BYTES),
                                                            new Reader(arrivals)));
            return new HostClient(group, channel, arrivals);
        } catch (IOException e) {
            EventLoops.shutDown(group);
            throw e;
        }
    }

    /** Asks for something that has one answer. */
    public HostReply ask(HostRequest request) throws IOException, InterruptedException {
        CommandFraming.send(channel, request);
        return next();
    }

    /**
     * Starts a migration and waits for its end.
     *
     * @param onTheWay is told of progress and rounds
     * @return {@link HostReply.Migrated} or {@link HostReply.Refused}
     */
    public HostReply migrate(HostRequest.Migrate request, Consumer<HostReply> onTheWay)
            throws IOException, InterruptedException {
        CommandFraming.send(channel, request);
        while (true) {
            HostReply reply = next();
            if (reply instanceof HostReply.Migrated || reply instanceof HostReply.Refused) {
                return reply;
            }
            onTheWay.accept(reply);
        }
    }

    private HostReply next() throws IOException, InterruptedException {
        return switch (arrivals.take()) {
            case Arrival.Reply arrival -> arrival.reply();
            case Arrival.Broken arrival -> {
                arrivals.add(arrival); // whoever asks again shall not wait for ever
                throw new IOException("the host daemon's connection broke: " + arrival.reason());
            }
        };
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
        EventLoops.shutDown(group);
    }

    private static final class Reader extends SimpleChannelInboundHandler<ByteBuf> {
        private final BlockingQueue<Arrival> arrivals;
        private String reason = "the daemon closed it";
        private boolean failed;

        Reader(BlockingQueue<Arrival> arrivals) {
            this.arrivals = arrivals;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf line)
                throws IOException, ProtocolException {
            if (!failed) {
                if (arrivals.size() >= CAPACITY) {
                    throw new IOException("more than " + CAPACITY + " replies wait to be taken");
                }
                arrivals.add(new Arrival.Reply(CommandFraming.readReply(line)));
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            arrivals.add(new Arrival.Broken(reason));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (!failed) {
                failed = true;
                reason = String.valueOf(cause.getMessage());
            }
            context.close();
        }
    }
}
