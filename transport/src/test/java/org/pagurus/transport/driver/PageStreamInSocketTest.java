package org.pagurus.transport.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pagurus.engine.destination.DestinationEvent;
import org.pagurus.engine.page.PageReceiver;
import org.pagurus.protocol.PageFrame;
import org.pagurus.transport.netty.EventLoops;
import org.pagurus.transport.netty.SwitchableReceive;
import org.pagurus.transport.peer.Frames;

/** A source that sends and leaves, faster than a decoder works. */
@Timeout(60)
class PageStreamInSocketTest {
    /** More than the kernel's buffers of both sides take. */
    private static final int FRAMES = 256;

    @ParameterizedTest
    @EnumSource
    void theKernelPushesBackAndNothingIsLostWhenTheSourceLeaves(EventLoops loops) throws Exception {
        CountDownLatch letGo = new CountDownLatch(1);
        EventLoopGroup group = loops.newGroup(1, "test-decoding");
        try (FedPageStream fed =
                new FedPageStream(
                        task -> Thread.ofPlatform().daemon().start(() -> later(letGo, task)))) {
            Channel server = serve(loops, group, fed);
            CompletableFuture<Void> sent =
                    CompletableFuture.runAsync(
                            () -> send(((InetSocketAddress) server.localAddress()).getPort()));
            TimeUnit.MILLISECONDS.sleep(200);
            assertFalse(sent.isDone());
            letGo.countDown();
            sent.get();
            while (fed.events.isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            TimeUnit.MILLISECONDS.sleep(50); // whatever else may be reported
            assertEquals(
                    List.of(
                            new DestinationEvent.StreamRoundEnded(
                                    new PageReceiver.RoundEnd(
                                            0, 0, (long) FRAMES * PageFrame.MAX_PAGES, true))),
                    List.copyOf(fed.events));
            for (int page = 0; page < PageFrame.MAX_PAGES; page++) {
                fed.assertPage(2 * page, FRAMES - 1);
            }
            server.close().sync();
        } finally {
            EventLoops.shutDown(group);
        }
    }

    private static Channel serve(EventLoops loops, EventLoopGroup group, FedPageStream fed) {
        return new ServerBootstrap()
                .group(group)
                .channel(loops.serverChannel())
                .childHandler(
                        new ChannelInitializer<SocketChannel>() {
                            @Override
                            protected void initChannel(SocketChannel channel) {
                                SwitchableReceive.install(channel);
                                fed.stream(channel).install();
                            }
                        })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .awaitUninterruptibly()
                .channel();
    }

    /** Every other page, so that none is read right into its place. */
    private static void send(int port) {
        long[] pages = LongStream.range(0, PageFrame.MAX_PAGES).map(i -> 2 * i).toArray();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            for (int i = 0; i < FRAMES; i++) {
                socket.getOutputStream().write(Frames.pages(0, 0, pages, i));
            }
            socket.getOutputStream().write(Frames.roundEnd(0, 0, true));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void later(CountDownLatch letGo, Runnable task) {
        try {
            assertTrue(letGo.await(30, TimeUnit.SECONDS));
            TimeUnit.MILLISECONDS.sleep(1);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        task.run();
    }
}
