package org.pagurus.transport.driver;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.pagurus.engine.page.LinkRateLimit;
import org.pagurus.engine.page.PageSender;
import org.pagurus.engine.source.SourceEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A page stream at the source: whenever there is a frame, made in one of its few buffers, and the
 * link rate allows it, it is written. So no more than these are ever waiting. Owner: the channel's
 * event loop.
 */
final class PageStreamOut extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(PageStreamOut.class);

    /** Frames sent in a row before other channels of the event loop have their turn. */
    private static final int FRAMES_PER_TURN = 16;

    private final int stream;
    private final LinkRateLimit rate;
    private final Consumer<SourceEvent> events;
    private final FrameFiller filler;
    private final FrameSupply frames;
    private boolean sending;
    private boolean waiting;
    private boolean pumping;

    /**
     * @param compression says who fills the frames
     */
    PageStreamOut(
            int stream,
            PageSender sender,
            CompressionSetup compression,
            LinkRateLimit rate,
            Consumer<SourceEvent> events) {
        this.stream = stream;
        this.rate = rate;
        this.events = events;
        filler = new FrameFiller(sender);
        Executor encoders = compression.encoders();
        frames =
                encoders == null
                        ? new EventLoopFrames(filler)
                        : new EncoderFrames(filler, encoders, compression.gauge(), new Filled());
    }

    private final class Filled implements EncoderFrames.Listener {
        @Override
        public void filled(Channel channel) {
            pump(channel);
        }

        @Override
        public void failed(Throwable cause) {
            PageStreamOut.this.failed(cause);
        }
    }

    /** Sends the round that the sender has begun, or what is left of it; from any thread. */
    void start(Channel channel) {
        channel.eventLoop()
                .execute(
                        () -> {
                            frames.begin(channel);
                            sending = true;
                            pump(channel);
                        });
    }

    /**
     * Leaves guest memory alone: when this returns no thread reads it for this stream, and none
     * will. From any thread but the channel's event loop; the channel is to be closed as well.
     */
    void close() {
        filler.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        sending = false;
        frames.close();
        events.accept(new SourceEvent.ConnectionLost("page stream " + stream + " was closed"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        sending = false;
        events.accept(
                new SourceEvent.ConnectionLost(
                        "page stream " + stream + ": " + cause.getMessage()));
        context.close();
    }

    /** The link is as good as before: the migration is given up, and the destination told so. */
    private void failed(Throwable cause) {
        LOG.error("page stream {}: no frame could be made", stream, cause);
        sending = false;
        String reason = String.valueOf(cause).lines().findFirst().orElse("");
        events.accept(new SourceEvent.GuestFailed("page stream " + stream + ": " + reason));
    }

    private void pump(Channel channel) {
        if (pumping) {
            return; // a frame was written at once: the loop below goes on
        }
        pumping = true;
        try {
            sendFrames(channel);
        } catch (RuntimeException | Error e) {
            failed(e);
        } finally {
            pumping = false;
        }
    }

    private void sendFrames(Channel channel) {
        boolean hasFrame = true;
        for (int sent = 0; sending && !waiting && hasFrame; sent++) {
            long waitNs = rate.waitNs(System.nanoTime());
            if (waitNs > 0 || sent == FRAMES_PER_TURN) {
                resumeAfter(channel, waitNs);
            } else {
                hasFrame = sendFrame(channel);
            }
        }
        if (sending && !waiting && frames.isRoundTaken()) {
            sending = false;
            events.accept(new SourceEvent.StreamFinished(stream, filler.tally()));
        }
    }

    private boolean sendFrame(Channel channel) {
        ByteBuf frame = frames.next();
        if (frame == null) {
            return false;
        }
        int length = frame.readableBytes();
        rate.spend(length, System.nanoTime());
        channel.writeAndFlush(frame.retain())
                .addListener(
                        written -> {
                            frames.written(frame, length);
                            pump(channel);
                        });
        return true;
    }

    private void resumeAfter(Channel channel, long waitNs) {
        waiting = true;
        Runnable resume =
                () -> {
                    waiting = false;
                    pump(channel);
                };
        if (waitNs == 0) {
            channel.eventLoop().execute(resume);
        } else {
            var unused = channel.eventLoop().schedule(resume, waitNs, TimeUnit.NANOSECONDS);
        }
    }
}
