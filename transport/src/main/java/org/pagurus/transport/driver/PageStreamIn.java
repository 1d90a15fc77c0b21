package org.pagurus.transport.driver;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pagurus.engine.destination.DestinationEvent;
import org.pagurus.engine.destination.DestinationEvent.ConnectionLost;
import org.pagurus.engine.destination.DestinationEvent.StreamFailed;
import org.pagurus.engine.page.FewPages;
import org.pagurus.engine.page.PageReceiver;
import org.pagurus.protocol.ProtocolException;
import org.pagurus.transport.netty.TargetedReceive;

/**
 * A page stream at the destination: reads frames to where {@link FrameReception} wants them, has
 * decoded what must be, and reports what comes of it. While a decoder is at work the channel is not
 * read, so that TCP pushes back; the receiver is the decoder's then. A {@linkplain FewPages few
 * pages} between two reads the event loop decodes itself. Owner: the channel's event loop.
 */
final class PageStreamIn extends ChannelInboundHandlerAdapter {
    private final int stream;
    private final Channel channel;
    private final PageReceiver receiver;
    private final Executor decoders;
    private final Consumer<DestinationEvent> events;
    private final MemoryGate gate = new MemoryGate();
    private final WholeFrames wholeFrames;
    private final FrameReception reception;
    private boolean decoding;
    private boolean failed;

    /** The channel is closed; what has come before that may still have to be decoded. */
    private boolean inactive;

    private boolean ended;

    /**
     * @param events takes them from the event loop and from decoders, one at a time
     */
    PageStreamIn(
            int stream,
            Channel channel,
            PageReceiver receiver,
            Executor decoders,
            Consumer<DestinationEvent> events) {
        this.stream = stream;
        this.channel = channel;
        this.receiver = receiver;
        this.decoders = decoders;
        this.events = events;
        wholeFrames =
                new WholeFrames(
                        receiver,
                        gate,
                        end -> events.accept(new DestinationEvent.StreamRoundEnded(end)));
        reception = new FrameReception(PooledByteBufAllocator.DEFAULT, receiver, wholeFrames);
    }

    /** Serves the channel from its next read on. From its event loop. */
    void install() {
        channel.pipeline().addLast(this);
        TargetedReceive.install(channel, reception::target);
    }

    /**
     * Closes the channel; when this returns no event loop and no decoder touches guest memory for
     * this stream any more. From any other thread.
     */
    void close() {
        channel.close().awaitUninterruptibly(); // nothing is read into its place any more
        gate.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf read = (ByteBuf) message;
        try {
            if (decoding) { // the source has closed the stream: its last bytes are there
                reception.accept(read);
            } else if (!failed) {
                take(() -> reception.accept(read));
            }
        } catch (ProtocolException e) {
            fail(new StreamFailed(e.field(), e.reason()));
        } finally {
            ReferenceCountUtil.release(read);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        inactive = true;
        if (!decoding) {
            end();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(
                cause instanceof IOException
                        ? lost(String.valueOf(cause.getMessage()))
                        : broken(cause));
    }

    /** Takes bytes, and has decoded what came whole. */
    private void take(MemoryGate.Work<ProtocolException> bytes) throws ProtocolException {
        boolean isOpen = gate.pass(bytes);
        if (isOpen && hasFewPages()) {
            int taken = wholeFrames.takeAll(reception.waiting());
            isOpen = gate.pass(() -> reception.decoded(taken));
        }
        if (isOpen && reception.hasFrames()) {
            decoding = true;
            if (!inactive) {
                channel.config().setAutoRead(false);
            }
            handOver();
        }
    }

    private boolean hasFewPages() {
        return reception.hasFrames() && WholeFrames.haveAtMost(FewPages.MOST, reception.waiting());
    }

    private void handOver() {
        MemorySegment frames = reception.waiting();
        try {
            decoders.execute(() -> decode(frames));
        } catch (RejectedExecutionException e) {
            decoded(0, broken(e));
        }
    }

    /** On a decoder's thread. */
    private void decode(MemorySegment frames) {
        int taken = 0;
        StreamFailed failure = null;
        try {
            taken = wholeFrames.takeAll(frames);
        } catch (ProtocolException e) {
            failure = new StreamFailed(e.field(), e.reason());
        } catch (RuntimeException | Error e) {
            failure = broken(e);
        }
        int bytes = taken;
        StreamFailed reported = failure;
        try {
            channel.eventLoop().execute(() -> decoded(bytes, reported));
        } catch (RejectedExecutionException e) {
            reception.release(); // the event loop has ended, and the channel with it
        }
    }

    private void decoded(int bytes, @Nullable StreamFailed failure) {
        decoding = false;
        if (failure != null) {
            fail(failure);
        } else if (!failed) {
            try {
                take(() -> reception.decoded(bytes));
            } catch (ProtocolException e) {
                fail(new StreamFailed(e.field(), e.reason()));
            } catch (RuntimeException e) {
                fail(broken(e));
            }
        }
        if (!decoding && inactive) {
            end();
        } else if (!decoding && channel.isOpen()) {
            channel.config().setAutoRead(true);
        }
    }

    private ConnectionLost lost(String reason) {
        return new ConnectionLost("page stream " + stream + ": " + reason);
    }

    private StreamFailed broken(Throwable cause) {
        return new StreamFailed("link", "page stream " + stream + ": " + cause.getMessage());
    }

    private void end() {
        if (ended) {
            return;
        }
        ended = true;
        reception.release();
        if (!failed && !receiver.hasEnded()) {
            failed = true;
            events.accept(lost("closed"));
        }
    }

    private void fail(DestinationEvent event) {
        if (!failed) {
            failed = true;
            events.accept(event);
            channel.close();
        }
    }
}
