package org.pagurus.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pagurus.protocol.ProtocolException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the preface of an incoming connection, answers it, and hands the channel to whoever serves
 * its kind.
 */
public final class PrefaceServer extends ByteToMessageDecoder {
    /** Serves connections by their preface. */
    @FunctionalInterface
    public interface Acceptor {
        /**
         * Adds what serves the connection to its pipeline.
         *
         * @return why it cannot be served, or null when it is
         */
        @Nullable String accept(Preface preface, Channel channel);
    }

    private static final Logger LOG = LoggerFactory.getLogger(PrefaceServer.class);

    private final Acceptor acceptor;
    private final long limitMs;
    private @Nullable Future<?> timeout;

    /** What follows a refused preface means nothing. */
    private boolean refused;

    /**
     * @param limitMs how long a connection may take to send its preface
     */
    public PrefaceServer(Acceptor acceptor, long limitMs) {
        this.acceptor = acceptor;
        this.limitMs = limitMs;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        timeout =
                context.executor()
                        .schedule(
                                () -> {
                                    LOG.warn(
                                            "connection from {}: no preface within {} ms",
                                            context.channel().remoteAddress(),
                                            limitMs);
                                    context.close();
                                },
                                limitMs,
                                TimeUnit.MILLISECONDS);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) {
        if (timeout != null) {
            timeout.cancel(false);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
            throws ProtocolException {
        if (refused) {
            in.skipBytes(in.readableBytes());
            return;
        }
        // Garbage is told from a slow preface by its first bytes.
        if (in.readableBytes() >= Integer.BYTES && in.getInt(in.readerIndex()) != Preface.MAGIC) {
            String found = Integer.toHexString(in.getInt(in.readerIndex()));
            in.skipBytes(in.readableBytes());
            throw new ProtocolException("preface.magic", "expected \"PGRS\" but found " + found);
        }
        if (in.readableBytes() < Preface.SIZE_BYTES) {
            return;
        }
        Preface preface = Preface.read(in);
        Channel channel = context.channel();
        if (preface.version() != Preface.VERSION) {
            LOG.warn(
                    "connection from {}: preface.version: expected {} but found {}",
                    channel.remoteAddress(),
                    Preface.VERSION,
                    preface.version());
            refuse(context, Preface.Verdict.OTHER_VERSION);
            return;
        }
        String refusal = acceptor.accept(preface, channel);
        if (refusal != null) {
            LOG.warn("connection from {}: {}", channel.remoteAddress(), refusal);
            refuse(context, Preface.Verdict.REFUSED);
            return;
        }
        context.writeAndFlush(reply(context, Preface.Verdict.ACCEPTED));
        context.pipeline().remove(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Throwable reason = cause.getCause() != null ? cause.getCause() : cause;
        LOG.warn("connection from {}: {}", context.channel().remoteAddress(), reason.getMessage());
        context.close();
    }

    private void refuse(ChannelHandlerContext context, Preface.Verdict verdict) {
        refused = true;
        context.writeAndFlush(reply(context, verdict)).addListener(ChannelFutureListener.CLOSE);
    }

    private static ByteBuf reply(ChannelHandlerContext context, Preface.Verdict verdict) {
        return context.alloc()
                .buffer(Preface.REPLY_BYTES)
                .writeInt(Preface.MAGIC)
                .writeShort(Preface.VERSION)
                .writeByte(verdict.wire())
                .writeByte(0);
    }
}
