package org.pagurus.transport.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.pagurus.transport.netty.EventLoops;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An Ethernet switch whose cables are TCP connections with {@linkplain SocketFraming QEMU's
 * framing}: it joins guests and their clients without root. Everything it turns away is counted and
 * readable through {@link #statistics()}.
 *
 * <p>One thread serves all ports, so frames between two ports stay in order.
 */
public final class VirtualSwitch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VirtualSwitch.class);

    private final Bridge bridge;
    private final EventLoopGroup group;
    private final ChannelGroup connections;
    private final Channel server;
    private final InetSocketAddress address;

    private VirtualSwitch(
            Bridge bridge, EventLoopGroup group, ChannelGroup connections, Channel server) {
        this.bridge = bridge;
        this.group = group;
        this.connections = connections;
        this.server = server;
        this.address = (InetSocketAddress) server.localAddress();
    }

    /** A switch on a free port of the loopback address, with the default limits. */
    public static VirtualSwitch start() throws IOException {
        return start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), SwitchLimits.DEFAULT);
    }

    /**
     * A switch at this address. It has no authentication: anything but loopback lets everybody who
     * reaches it read and forge the guests' frames.
     *
     * @throws IOException when the address can't be bound
     */
    public static VirtualSwitch start(InetSocketAddress address, SwitchLimits limits)
            throws IOException {
        Bridge bridge = new Bridge(limits);
        EventLoops loops = EventLoops.best();
        EventLoopGroup group = loops.newGroup(1, "virtual-switch");
        ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
        ChannelFuture bound =
                new ServerBootstrap()
                        .group(group)
                        .channel(loops.serverChannel())
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(
                                ChannelOption.WRITE_BUFFER_WATER_MARK,
                                new WriteBufferWaterMark(
                                        limits.outputBytes() / 2, limits.outputBytes()))
                        .childHandler(new PortInitializer(bridge, connections))
                        .bind(address)
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            EventLoops.shutDown(group);
            throw new IOException("virtual switch: cannot bind " + address, bound.cause());
        }
        VirtualSwitch started = new VirtualSwitch(bridge, group, connections, bound.channel());
        LOG.info("virtual switch: listening at {} with {}", started.address, loops);
        return started;
    }

    /** Where to connect to. */
    public InetSocketAddress address() {
        return address;
    }

    public SwitchStatistics statistics() {
        return bridge.statistics();
    }

    /** Closes all ports. */
    @Override
    public void close() {
        server.close().awaitUninterruptibly();
        connections.close().awaitUninterruptibly();
        EventLoops.shutDown(group);
        LOG.info("virtual switch: closed {}", address);
    }

    /** Numbers the connections. Runs on the switch's one thread. */
    private static final class PortInitializer extends ChannelInitializer<SocketChannel> {
        private final Bridge bridge;
        private final ChannelGroup connections;

        /** Owner: the switch's thread. */
        private int lastNumber;

        PortInitializer(Bridge bridge, ChannelGroup connections) {
            this.bridge = bridge;
            this.connections = connections;
        }

        @Override
        protected void initChannel(SocketChannel channel) {
            connections.add(channel);
            channel.pipeline()
                    .addLast(new SocketFraming.Decoder(), new PortHandler(bridge, ++lastNumber));
        }
    }

    /** One connection. */
    private static final class PortHandler extends SimpleChannelInboundHandler<byte[]> {
        private final Bridge bridge;
        private final int number;

        /** Set while this port is part of the bridge. Owner: the switch's thread. */
        private @Nullable BridgedPort port;

        PortHandler(Bridge bridge, int number) {
            this.bridge = bridge;
            this.number = number;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            BridgedPort opened = new BridgedPort(number, context.channel(), bridge.drops());
            if (bridge.add(opened)) {
                port = opened;
            } else {
                context.close();
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, byte[] frame) {
            if (port != null) {
                bridge.receive(port, frame);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (port != null) {
                bridge.remove(port);
                port = null;
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (cause instanceof CorruptedFrameException) {
                bridge.drops().count(SwitchDrop.FRAME_LENGTH);
            }
            LOG.warn("port {}: closing after {}", number, cause.toString());
            context.close();
        }
    }
}
