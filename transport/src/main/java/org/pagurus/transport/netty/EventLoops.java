package org.pagurus.transport.netty;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * How sockets are waited for: groups of event loops, and the channel classes that go with them. A
 * channel class works only in a group of the same constant.
 */
public enum EventLoops {
    /** Linux's epoll through Netty's native library. */
    EPOLL(EpollServerSocketChannel.class, EpollSocketChannel.class) {
        @Override
        IoHandlerFactory ioHandlers() {
            return EpollIoHandler.newFactory();
        }
    },
    /** The JDK's selectors; works everywhere. */
    NIO(NioServerSocketChannel.class, NioSocketChannel.class) {
        @Override
        IoHandlerFactory ioHandlers() {
            return NioIoHandler.newFactory();
        }
    };

    public static final int MAX_THREADS = 256;
    public static final int SHUT_DOWN_LIMIT_SECONDS = 5;

    private final Class<? extends ServerSocketChannel> serverChannel;
    private final Class<? extends SocketChannel> socketChannel;

    EventLoops(
            Class<? extends ServerSocketChannel> serverChannel,
            Class<? extends SocketChannel> socketChannel) {
        this.serverChannel = serverChannel;
        this.socketChannel = socketChannel;
    }

    /**
     * Epoll where its native library can be loaded, NIO elsewhere; the same on every call. {@code
     * -Dio.netty.transport.noNative=true} makes it NIO.
     */
    public static EventLoops best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    /**
     * A group whose daemon threads are called {@code name-1-1}, {@code name-1-2} and so on. The
     * caller {@linkplain #shutDown shuts it down}.
     *
     * @param threads 1 to {@value #MAX_THREADS}
     */
    public EventLoopGroup newGroup(int threads, String name) {
        if (threads < 1 || threads > MAX_THREADS) {
            throw new IllegalArgumentException(
                    "threads must be 1 to " + MAX_THREADS + " but is " + threads);
        }
        return new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory(name, true), ioHandlers());
    }

    /**
     * Ends a group's threads and waits for them, at most {@value #SHUT_DOWN_LIMIT_SECONDS} s. Not
     * to be called by one of them.
     *
     * <p>Close its channels before: without a quiet period a Netty 4.2 loop may end and leave them
     * open, and then the peers never learn.
     */
    public static void shutDown(EventLoopGroup group) {
        group.shutdownGracefully(0, SHUT_DOWN_LIMIT_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(SHUT_DOWN_LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    public Class<? extends ServerSocketChannel> serverChannel() {
        return serverChannel;
    }

    public Class<? extends SocketChannel> socketChannel() {
        return socketChannel;
    }

    /** For logs and reports: {@code epoll} or {@code nio}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    abstract IoHandlerFactory ioHandlers();
}
