package org.pagurus.transport.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventLoopsTest {
    @Test
    void theBestIsEpollWhereItCanBeLoaded() {
        assertEquals(Epoll.isAvailable() ? EventLoops.EPOLL : EventLoops.NIO, EventLoops.best());
    }

    @Test
    void nioServesConnectionsOnNamedDaemonThreads() throws Exception {
        serves(EventLoops.NIO);
    }

    @Test
    void theBestServesConnectionsOnNamedDaemonThreads() throws Exception {
        serves(EventLoops.best());
    }

    @Test
    void refusesThreadCountsOutOfBounds() {
        assertThrows(IllegalArgumentException.class, () -> EventLoops.NIO.newGroup(0, "none"));
        assertThrows(
                IllegalArgumentException.class,
                () -> EventLoops.NIO.newGroup(EventLoops.MAX_THREADS + 1, "many"));
    }

    private static void serves(EventLoops loops) throws Exception {
        CompletableFuture<Thread> served = new CompletableFuture<>();
        EventLoopGroup group = loops.newGroup(1, "test-" + loops);
        try {
            Channel server =
                    new ServerBootstrap()
                            .group(group)
                            .channel(loops.serverChannel())
                            .childHandler(
                                    new ChannelInboundHandlerAdapter() {
                                        @Override
                                        public void channelActive(ChannelHandlerContext context) {
                                            served.complete(Thread.currentThread());
                                        }
                                    })
                            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                            .sync()
                            .channel();
            InetSocketAddress address = (InetSocketAddress) server.localAddress();
            try (Socket client = new Socket(address.getAddress(), address.getPort())) {
                assertTrue(client.isConnected());
                Thread thread = served.get(10, TimeUnit.SECONDS);
                assertTrue(thread.getName().startsWith("test-" + loops), thread.getName());
                assertTrue(thread.isDaemon());
            }
        } finally {
            EventLoops.shutDown(group);
            assertTrue(group.isTerminated());
        }
    }
}
