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
import org.pagurus.transport.netty.Refusals.Kind;
import org.pagurus.transport.security.TlsFailure;

/**
 * Reads the preface of an incoming connection, answers it, and hands the channel to whoever serves
 * its kind. What goes wrong up to there, in the TLS handshake too, ends the connection.
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

    /** How every TLS handshake begins: its record's type and major version. */
    private static final int TLS_HANDSHAKE = 0x1603;

    private final Acceptor acceptor;
    private final Refusals refusals;
    private final long limitMs;
    private @Nullable Future<?> timeout;

    /** What follows a refused preface means nothing. */
    private boolean refused;

    /**
     * @param limitMs how long a connection may take to send its preface
     */
    public PrefaceServer(Acceptor acceptor, long limitMs) {
        this(acceptor, new RefusalLog(), limitMs);
    }

    /**
     * @param limitMs how long a connection may take for its handshake and its preface together
     */
    public PrefaceServer(Acceptor acceptor, Refusals refusals, long limitMs) {
        this.acceptor = acceptor;
        this.refusals = refusals;
        this.limitMs = limitMs;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        timeout =
                context.executor()
                        .schedule(
                                () -> {
                                    report(
                                            context,
                                            Kind.TIME,
                                            "no preface within " + limitMs + " ms");
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
            int found = in.getInt(in.readerIndex());
            in.skipBytes(in.readableBytes());
            throw new ProtocolException(
                    "preface.magic", "expected \"PGRS\" but found " + name(found));
        }
        if (in.readableBytes() < Preface.SIZE_BYTES) {
            return;
        }
        Preface preface = Preface.read(in);
        if (preface.version() != Preface.VERSION) {
            report(
                    context,
                    Kind.PREFACE,
                    "preface.version: expected "
                            + Preface.VERSION
                            + " but found "
                            + preface.version());
            answer(context, Preface.Verdict.OTHER_VERSION);
            return;
        }
        String refusal = acceptor.accept(preface, context.channel());
        if (refusal != null) {
            report(context, Kind.REQUEST, refusal);
            answer(context, Preface.Verdict.REFUSED);
            return;
        }
        context.writeAndFlush(reply(context, Preface.Verdict.ACCEPTED));
        context.pipeline().remove(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        report(
                context,
                TlsFailure.isTls(cause) ? Kind.TLS : Kind.PREFACE,
                TlsFailure.reason(cause));
        context.close();
    }

    /** Only the first reason counts: the others come of it. */
    private void report(ChannelHandlerContext context, Kind kind, String reason) {
        if (!refused) {
            refused = true;
            refusals.refused(context.channel().remoteAddress(), kind, reason);
        }
    }

    private static void answer(ChannelHandlerContext context, Preface.Verdict verdict) {
        context.writeAndFlush(reply(context, verdict)).addListener(ChannelFutureListener.CLOSE);
    }

    private static String name(int found) {
        String hex = Integer.toHexString(found);
        return found >>> 16 == TLS_HANDSHAKE
                ? hex + ", a TLS handshake; this host is set up without TLS"
                : hex;
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
