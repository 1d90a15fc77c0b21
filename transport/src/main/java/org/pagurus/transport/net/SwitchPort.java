package org.pagurus.transport.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.pagurus.guest.net.DropCounters;
import org.pagurus.guest.net.FrameSink;
import org.pagurus.transport.netty.EventLoops;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cable to a {@link VirtualSwitch}, or to any peer that speaks {@linkplain SocketFraming QEMU's
 * framing}. Frames go out from any thread without blocking; frames that come in are handed over on
 * the port's own thread. A closed connection stays closed; what is sent then is dropped and
 * counted.
 */
public final class SwitchPort implements GuestPort {
    /**
     * Frames waiting to be sent, in bytes. The frame that passes this limit is still taken, the
     * ones after it are dropped until half has drained.
     */
    public static final int OUTPUT_LIMIT_BYTES = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(SwitchPort.class);
    private static final int CONNECT_LIMIT_MS = 5_000;

    /** How long what was accepted may take to leave a port that falls silent. */
    private static final int SILENCE_LIMIT_MS = 1_000;

    private final EventLoopGroup group;
    private final Channel channel;
    private final DropCounters<PortDrop> drops = new DropCounters<>(PortDrop.class);

    /** Frames accepted that have neither left nor failed. */
    private final AtomicInteger leaving = new AtomicInteger();

    private volatile boolean silent;

    private SwitchPort(EventLoopGroup group, Channel channel) {
        this.group = group;
        this.channel = channel;
    }

    /**
     * Connects to a switch; the port speaks.
     *
     * @param received takes the frames that come in; must not block
     * @throws IOException when there is no connection within 5 s
     */
    public static SwitchPort connect(InetSocketAddress switchAddress, FrameSink received)
            throws IOException {
        EventLoops loops = EventLoops.best();
        EventLoopGroup group = loops.newGroup(1, "switch-port");
        ChannelFuture connected =
                new Bootstrap()
                        .group(group)
                        .channel(loops.socketChannel())
                        .option(ChannelOption.TCP_NODELAY, true)
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_LIMIT_MS)
                        .option(
                                ChannelOption.WRITE_BUFFER_WATER_MARK,
                                new WriteBufferWaterMark(
                                        OUTPUT_LIMIT_BYTES / 2, OUTPUT_LIMIT_BYTES))
                        .handler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel created) {
                                        created.pipeline()
                                                .addLast(
                                                        new SocketFraming.Decoder(),
                                                        new Receiver(received));
                                    }
                                })
                        .connect(switchAddress)
                        .awaitUninterruptibly();
        if (!connected.isSuccess()) {
            EventLoops.shutDown(group);
            throw new IOException(
                    "switch port: cannot connect to " + switchAddress, connected.cause());
        }
        return new SwitchPort(group, connected.channel());
    }

    @Override
    public void accept(byte[] frame) {
        if (!SocketFraming.isFrameSize(frame.length)) {
            drops.count(PortDrop.FRAME_SIZE);
        } else if (silent) {
            drops.count(PortDrop.SILENT);
        } else if (!channel.isActive()) {
            drops.count(PortDrop.DISCONNECTED);
        } else if (!channel.isWritable()) {
            drops.count(PortDrop.OUTPUT_FULL);
        } else {
            leaving.incrementAndGet();
            channel.writeAndFlush(SocketFraming.encode(channel.alloc(), frame))
                    .addListener(
                            written -> {
                                leaving.decrementAndGet();
                                if (!written.isSuccess()) {
                                    drops.count(PortDrop.DISCONNECTED);
                                }
                            });
        }
    }

    public boolean isConnected() {
        return channel.isActive();
    }

    /** {@inheritDoc} A switch that does not take what was accepted loses its port. */
    @Override
    public void silence() {
        silent = true;
        // Behind all that was accepted; done when that is done.
        if (leaving.get() > 0
                && !channel.writeAndFlush(Unpooled.EMPTY_BUFFER)
                        .awaitUninterruptibly(SILENCE_LIMIT_MS)) {
            LOG.warn("switch port {}: closing, its output does not drain", channel.localAddress());
            channel.close().awaitUninterruptibly();
        }
    }

    /** Frames accepted that have not left yet, for tests. */
    int leavingFrames() {
        return leaving.get();
    }

    @Override
    public void speak() {
        silent = false;
    }

    @Override
    public Map<PortDrop, Long> drops() {
        return drops.snapshot();
    }

    /** Pulls the cable: no frame leaves after this returns. Not to be called by the receiver. */
    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
        EventLoops.shutDown(group);
    }

    /** Hands frames on. */
    private static final class Receiver extends SimpleChannelInboundHandler<byte[]> {
        private final FrameSink received;

        Receiver(FrameSink received) {
            this.received = received;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, byte[] frame) {
            received.accept(frame);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            LOG.info("switch port {}: closed", context.channel().localAddress());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.warn(
                    "switch port {}: closing after {}",
                    context.channel().localAddress(),
                    cause.toString());
            context.close();
        }
    }
}
