package org.pagurus.experiments.bench;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.pagurus.transport.netty.EventLoops;

/**
 * The far end of a bare Netty channel: it throws away what comes and answers with one byte after
 * every so many.
 */
final class BareSink {
    private static final int READ_BYTES = 512 << 10;

    private BareSink() {}

    /**
     * Serves until the process ends.
     *
     * @param bytesPerChannel after this many bytes of a channel comes its answer
     * @return the port
     */
    static int start(long bytesPerChannel) {
        EventLoops loops = EventLoops.best();
        EventLoopGroup group =
                loops.newGroup(Math.max(2, Runtime.getRuntime().availableProcessors()), "sink");
        Channel server =
                new ServerBootstrap()
                        .group(group)
                        .channel(loops.serverChannel())
                        .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                        .childHandler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel channel) {
                                        channel.config()
                                                .setRecvByteBufAllocator(
                                                        new FixedRecvByteBufAllocator(READ_BYTES));
                                        channel.pipeline().addLast(new Counter(bytesPerChannel));
                                    }
                                })
                        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .syncUninterruptibly()
                        .channel();
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    private static final class Counter extends SimpleChannelInboundHandler<ByteBuf> {
        private final long bytesPerChannel;
        private long left;

        Counter(long bytesPerChannel) {
            this.bytesPerChannel = bytesPerChannel;
            this.left = bytesPerChannel;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
            left -= bytes.readableBytes();
            if (left <= 0) {
                left += bytesPerChannel;
                context.writeAndFlush(context.alloc().buffer(1).writeByte(1));
            }
        }
    }
}
