package org.pagurus.experiments.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.pagurus.transport.netty.EventLoops;

/**
 * The near end of bare Netty channels: the same event loops, water marks and frame size as a page
 * stream, but nothing is read, copied or checked; one buffer is sent again and again.
 */
final class BareSource {
    private static final int FRAME_BYTES = 256 << 10;

    private BareSource() {}

    /**
     * Sends so many bytes over each of so many channels.
     *
     * @return bytes per second over all channels, until the last answer came
     */
    static double run(int port, int channels, long bytesPerChannel) throws InterruptedException {
        EventLoops loops = EventLoops.best();
        EventLoopGroup group =
                loops.newGroup(Math.max(2, Runtime.getRuntime().availableProcessors()), "source");
        CountDownLatch answers = new CountDownLatch(channels);
        ByteBuf frame =
                PooledByteBufAllocator.DEFAULT.directBuffer(FRAME_BYTES).writeZero(FRAME_BYTES);
        List<Channel> open = new ArrayList<>();
        for (int i = 0; i < channels; i++) {
            open.add(
                    new Bootstrap()
                            .group(group)
                            .channel(loops.socketChannel())
                            .option(ChannelOption.TCP_NODELAY, true)
                            .option(
                                    ChannelOption.WRITE_BUFFER_WATER_MARK,
                                    new WriteBufferWaterMark(256 << 10, 512 << 10))
                            .handler(
                                    new ChannelInitializer<SocketChannel>() {
                                        @Override
                                        protected void initChannel(SocketChannel channel) {
                                            channel.pipeline()
                                                    .addLast(
                                                            new Pump(
                                                                    frame,
                                                                    bytesPerChannel,
                                                                    answers));
                                        }
                                    })
                            .connect(InetAddress.getLoopbackAddress(), port)
                            .syncUninterruptibly()
                            .channel());
        }
        long startNs = System.nanoTime();
        open.forEach(channel -> channel.pipeline().fireUserEventTriggered("go"));
        answers.await();
        long durationNs = System.nanoTime() - startNs;
        open.forEach(channel -> channel.close().awaitUninterruptibly());
        EventLoops.shutDown(group);
        frame.release();
        return channels * bytesPerChannel * 1e9 / durationNs;
    }

    private static final class Pump extends ChannelInboundHandlerAdapter {
        private final ByteBuf frame;
        private final CountDownLatch answers;
        private long left;
        private boolean going;

        Pump(ByteBuf frame, long bytes, CountDownLatch answers) {
            this.frame = frame;
            this.left = bytes;
            this.answers = answers;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            context.executor()
                    .execute(
                            () -> {
                                going = true;
                                pump(context);
                            });
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            pump(context);
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object answer) {
            ReferenceCountUtil.release(answer);
            answers.countDown();
        }

        private void pump(ChannelHandlerContext context) {
            while (going && left > 0 && context.channel().isWritable()) {
                int length = (int) Math.min(FRAME_BYTES, left);
                left -= length;
                context.writeAndFlush(frame.retainedSlice(0, length), context.voidPromise());
            }
        }
    }
}
