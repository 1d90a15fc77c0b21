package org.pagurus.transport.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.pagurus.transport.security.TlsFailure;
import org.pagurus.transport.security.TransportSecurity;

/** Connects to a host daemon: TCP, TLS where it is used, then the preface and its answer. */
public final class PrefaceClient {
    private static final int LIMIT_MS = 5_000;

    /** A channel is writable while less than this waits to be sent: two frames keep a link busy. */
    private static final WriteBufferWaterMark WATER_MARK =
            new WriteBufferWaterMark(256 << 10, 512 << 10);

    private final EventLoops loops;
    private final EventLoopGroup group;
    private final TransportSecurity security;
    private final int limitMs;

    /** Connects without TLS. */
    public PrefaceClient(EventLoops loops, EventLoopGroup group) {
        this(loops, group, TransportSecurity.NONE);
    }

    public PrefaceClient(EventLoops loops, EventLoopGroup group, TransportSecurity security) {
        this(loops, group, security, LIMIT_MS);
    }

    /**
     * @param limitMs how long connecting may take, and then the handshake and the answer
     */
    PrefaceClient(EventLoops loops, EventLoopGroup group, TransportSecurity security, int limitMs) {
        this.loops = loops;
        this.group = group;
        this.security = security;
        this.limitMs = limitMs;
    }

    /**
     * Connects and waits for the daemon's word.
     *
     * @param serve adds what serves the connection to its pipeline; runs on the channel's event
     *     loop before anything behind the answer is read
     * @throws ConnectException when nobody is reached there, in one line
     * @throws IOException when somebody is, but not a daemon that serves this; in one line
     */
    public Channel connect(InetSocketAddress address, Preface preface, Consumer<Channel> serve)
            throws IOException {
        CompletableFuture<Channel> accepted = new CompletableFuture<>();
        if (address.isUnresolved()) {
            throw new IOException("host " + address.getHostString() + " is not known");
        }
        ChannelFuture connected =
                new Bootstrap()
                        .group(group)
                        .channel(loops.socketChannel())
                        .option(ChannelOption.TCP_NODELAY, true)
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, limitMs)
                        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                        .handler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel channel) {
                                        security.protectOutgoing(channel, address);
                                        channel.pipeline()
                                                .addLast(new Answer(preface, serve, accepted));
                                    }
                                })
                        .connect(address)
                        .awaitUninterruptibly();
        String where = address.getHostString() + ":" + address.getPort();
        if (!connected.isSuccess()) {
            String why =
                    connected.cause() instanceof ConnectException
                            ? "nobody listens there (is the host daemon running?)"
                            : String.valueOf(connected.cause().getMessage());
            throw new ConnectException("cannot connect to " + where + ": " + why);
        }
        try {
            return accepted.get(limitMs, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(where + ": " + reason(e));
        } catch (TimeoutException e) {
            connected.channel().close();
            throw new IOException(where + ": no answer to the preface within " + limitMs + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            connected.channel().close();
            throw new IOException(where + ": interrupted while connecting");
        }
    }

    private static String reason(ExecutionException e) {
        Throwable cause = e.getCause() != null ? e.getCause() : e;
        return String.valueOf(cause.getMessage());
    }

    /** Sends the preface and reads the answer. */
    private static final class Answer extends ByteToMessageDecoder {
        /** What a TLS server says to a preface in the clear begins with this. */
        private static final byte TLS_ALERT = 0x15;

        private final Preface preface;
        private final Consumer<Channel> serve;
        private final CompletableFuture<Channel> accepted;

        /** What follows an answer that was not understood, or was a refusal, means nothing. */
        private boolean over;

        Answer(Preface preface, Consumer<Channel> serve, CompletableFuture<Channel> accepted) {
            this.preface = preface;
            this.serve = serve;
            this.accepted = accepted;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            ByteBuf out = context.alloc().buffer(Preface.SIZE_BYTES);
            preface.write(out);
            context.writeAndFlush(out);
        }

        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
            if (over) {
                in.skipBytes(in.readableBytes());
                return;
            }
            if (in.readableBytes() > 0 && in.getByte(in.readerIndex()) == TLS_ALERT) {
                refused(context, "the host speaks TLS and found none");
                return;
            }
            if (in.readableBytes() < Preface.REPLY_BYTES) {
                return;
            }
            int magic = in.readInt();
            int version = in.readUnsignedShort();
            int verdict = in.readUnsignedByte();
            in.skipBytes(1);
            if (magic != Preface.MAGIC) {
                refused(context, "this is not a Pagurus host daemon");
            } else if (verdict == Preface.Verdict.OTHER_VERSION.wire()) {
                refused(
                        context,
                        "protocol version: expected "
                                + Preface.VERSION
                                + " but the host speaks "
                                + version);
            } else if (verdict == Preface.Verdict.ACCEPTED.wire()) {
                serve.accept(context.channel());
                context.pipeline().remove(this);
                accepted.complete(context.channel());
            } else {
                refused(context, "the host refused the connection; its log says why");
            }
        }

        private void refused(ChannelHandlerContext context, String why) {
            over = true;
            accepted.completeExceptionally(new IOException(why));
            context.close();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) throws Exception {
            accepted.completeExceptionally(
                    new IOException(
                            "the other side closed the connection instead of answering; its log"
                                    + " says why"));
            super.channelInactive(context);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            refused(context, TlsFailure.reason(cause));
        }
    }
}
