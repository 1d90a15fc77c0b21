package org.pagurus.transport.driver;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.pagurus.engine.page.FewPages;
import org.pagurus.engine.page.FramesAhead;
import org.pagurus.engine.page.LinkGauge;

/**
 * Frames filled by encoders, ahead of their turn on the link: as long as a buffer is free one frame
 * is being filled, and no more than one, so that versions of a page keep their order. The task that
 * hands a frame over to the encoder, and the one that hands it back, are the happens-before edges
 * that the sender asks for. Where no more than a {@linkplain FewPages few pages} of the round are
 * left the event loop, which has the sender whenever no encoder has it, fills the frames itself.
 */
final class EncoderFrames implements FrameSupply {
    /** Is told on the event loop. */
    interface Listener {
        /** {@link #next} or {@link #isRoundTaken} answers differently now. */
        void filled(Channel channel);

        void failed(Throwable cause);
    }

    private final FrameFiller filler;
    private final Executor encoders;
    private final LinkGauge gauge;
    private final Listener listener;
    private final FrameBuffers buffers = new FrameBuffers(FramesAhead.ENCODED);
    private final ArrayDeque<ByteBuf> ready = new ArrayDeque<>();
    private @Nullable Channel channel;
    private boolean filling;
    private boolean roundFilled = true;

    /** Nothing is filled any more: it failed, or the filler is closed. */
    private boolean stopped;

    /** The channel is closed. */
    private boolean closed;

    EncoderFrames(FrameFiller filler, Executor encoders, LinkGauge gauge, Listener listener) {
        this.filler = filler;
        this.encoders = encoders;
        this.gauge = gauge;
        this.listener = listener;
    }

    @Override
    public void begin(Channel channel) {
        this.channel = channel;
        roundFilled = filler.isRoundSent();
        fillNext();
    }

    @Override
    public @Nullable ByteBuf next() {
        return ready.poll();
    }

    @Override
    public void written(ByteBuf frame, int bytes) {
        gauge.end(bytes);
        buffers.giveBack(frame);
        fillNext();
    }

    @Override
    public boolean isRoundTaken() {
        return roundFilled && ready.isEmpty();
    }

    @Override
    public void close() {
        closed = true;
        buffers.close();
        ready.forEach(buffers::giveBack);
        ready.clear();
    }

    private void fillNext() {
        Channel to = channel;
        if (filling || roundFilled || stopped || to == null || mustWaitForGauge()) {
            return;
        }
        ByteBuf buffer = buffers.take();
        if (buffer == null) {
            return;
        }
        filling = true;
        if (filler.hasFewPages()) {
            filled(buffer, to, fill(buffer));
            return;
        }
        try {
            encoders.execute(() -> fillAndHandBack(buffer, to));
        } catch (RejectedExecutionException e) {
            filled(buffer, to, e);
        }
    }

    private boolean mustWaitForGauge() {
        return !gauge.isKnown() && buffers.taken() >= FramesAhead.BEFORE_RATE_IS_KNOWN;
    }

    /** On an encoder's thread. */
    private void fillAndHandBack(ByteBuf buffer, Channel to) {
        Throwable failure = fill(buffer);
        try {
            to.eventLoop().execute(() -> filled(buffer, to, failure));
        } catch (RejectedExecutionException e) {
            buffer.release(); // the event loop has ended, and the channel with it
        }
    }

    /** Has a frame filled; what it failed with, or null. */
    private @Nullable Throwable fill(ByteBuf buffer) {
        try {
            filler.fill(buffer);
            return null;
        } catch (RuntimeException | Error e) {
            return e;
        }
    }

    private void filled(ByteBuf buffer, Channel to, @Nullable Throwable failure) {
        filling = false;
        if (closed || failure != null || !buffer.isReadable()) {
            buffers.giveBack(buffer);
            stopped = true;
            if (failure != null && !closed) {
                listener.failed(failure);
            }
            return;
        }
        roundFilled = filler.isRoundSent();
        gauge.begin(buffer.readableBytes());
        ready.add(buffer);
        fillNext();
        listener.filled(to);
    }
}
