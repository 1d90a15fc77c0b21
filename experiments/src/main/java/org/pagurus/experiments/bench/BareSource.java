package org.pagurus.experiments.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.pagurus.memory.GuestMemory;
import org.pagurus.transport.netty.EventLoops;

/**
 * The near end of bare Netty channels: the same event loops, water marks and frame size as a page
 * stream. They carry a memory of the same size, each its share, straight out of it: nothing is
 * copied, looked at or checked.
 */
final class BareSource {
    private static final int FRAME_BYTES = 256 << 10;

    private BareSource() {}

    /**
     * Sends a memory over so many channels.
     *
     * @return bytes per second over all channels, until the last answer came
     */
    static double run(int port, int channels, GuestMemory memory) throws InterruptedException {
        long bytesPerChannel = memory.sizeBytes() / channels;
        EventLoops loops = EventLoops.best();
        EventLoopGroup group =
                loops.newGroup(Math.max(2, Runtime.getRuntime().availableProcessors()), "source");
        CountDownLatch answers = new CountDownLatch(channels);
        List<Channel> open = new ArrayList<>();
        for (int i = 0; i < channels; i++) {
            MemorySegment share = memory.segment().asSlice(i * bytesPerChannel, bytesPerChannel);
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
                                            channel.pipeline().addLast(new Pump(share, answers));
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
        return channels * bytesPerChannel * 1e9 / durationNs;
    }

    private static final class Pump extends ChannelInboundHandlerAdapter {
        private final MemorySegment share;
        private final CountDownLatch answers;
        private long sent;
        private boolean going;

        Pump(MemorySegment share, CountDownLatch answers) {
            this.share = share;
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
            while (going && sent < share.byteSize() && context.channel().isWritable()) {
                long length = Math.min(FRAME_BYTES, share.byteSize() - sent);
                ByteBuf frame = Unpooled.wrappedBuffer(share.asSlice(sent, length).asByteBuffer());
                sent += length;
                context.writeAndFlush(frame, context.voidPromise());
            }
        }
    }
}
