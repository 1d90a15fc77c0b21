package org.pagurus.experiments.web;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.pagurus.experiments.option.HostPort;
import org.pagurus.transport.netty.EventLoops;

/**
 * Shows a demo to browsers: a page, its frames as server-sent events, and the button. One event
 * loop does it all; connections, viewers, requests and waiting output have limits.
 */
public final class LiveServer implements AutoCloseable {
    static final int MAX_CONNECTIONS = 64;

    private static final int BACKLOG = 16;
    private static final int MAX_LINE_BYTES = 1024;
    private static final int MAX_HEADER_BYTES = 16 << 10;
    private static final int MAX_BODY_BYTES = 1024;
    private static final int IDLE_SECONDS = 30;
    private static final int CLOSE_LIMIT_MS = 2_000;

    /** A frame has about 20 KB: what does not fit is not sent. */
    private static final WriteBufferWaterMark WAITING =
            new WriteBufferWaterMark(32 << 10, 64 << 10);

    private final EventLoopGroup group;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel server;

    private LiveServer(HostPort listen, LiveDemo demo) throws IOException {
        EventLoops loops = EventLoops.best();
        group = loops.newGroup(1, "live-view");
        Viewers viewers = new Viewers(demo, group.next());
        RequestGuard guard = new RequestGuard(listen.host());
        ChannelFuture bound =
                new ServerBootstrap()
                        .group(group)
                        .channel(loops.serverChannel())
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WAITING)
                        .childHandler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel channel) {
                                        accept(channel, new RequestHandler(demo, viewers, guard));
                                    }
                                })
                        .bind(listen.toAddress())
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            EventLoops.shutDown(group);
            throw new IOException(
                    "cannot serve on " + listen + ": " + bound.cause().getMessage(), bound.cause());
        }
        server = bound.channel();
    }

    /**
     * Starts it.
     *
     * @param listen where; port 0 is any free one
     * @throws IOException when its port can't be had
     */
    public static LiveServer start(HostPort listen, LiveDemo demo) throws IOException {
        return new LiveServer(listen, demo);
    }

    /** Where it serves. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.localAddress();
    }

    @Override
    public void close() {
        server.close().awaitUninterruptibly(CLOSE_LIMIT_MS);
        connections.close().awaitUninterruptibly(CLOSE_LIMIT_MS);
        EventLoops.shutDown(group);
    }

    private void accept(SocketChannel channel, RequestHandler handler) {
        if (connections.size() >= MAX_CONNECTIONS) {
            channel.close();
            return;
        }
        connections.add(channel); // leaves the group by itself when it is closed
        channel.pipeline()
                .addLast(
                        new IdleStateHandler(IDLE_SECONDS, 0, 0),
                        new HttpServerCodec(
                                new HttpDecoderConfig()
                                        .setMaxInitialLineLength(MAX_LINE_BYTES)
                                        .setMaxHeaderSize(MAX_HEADER_BYTES)),
                        new HttpObjectAggregator(MAX_BODY_BYTES, true),
                        handler);
    }
}
