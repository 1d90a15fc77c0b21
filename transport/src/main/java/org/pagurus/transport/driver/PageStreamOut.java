package org.pagurus.transport.driver;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.pagurus.engine.page.PageSender;
import org.pagurus.engine.source.SourceAction.StartRound;
import org.pagurus.engine.source.SourceEvent;
import org.pagurus.protocol.PageFrame;
import org.pagurus.transport.netty.LinkRateLimit;

/**
 * A page stream at the source: whenever its channel can take a frame and the link rate allows it,
 * it has one filled. So no more than the channel's high-water mark is ever waiting. Owner: the
 * channel's event loop.
 */
final class PageStreamOut extends ChannelInboundHandlerAdapter {
    /** Frames sent in a row before other channels of the event loop have their turn. */
    private static final int FRAMES_PER_TURN = 16;

    private final int stream;
    private final PageSender sender;
    private final LinkRateLimit rate;
    private final Consumer<SourceEvent> events;
    private boolean sending;
    private boolean waiting;

    PageStreamOut(int stream, PageSender sender, LinkRateLimit rate, Consumer<SourceEvent> events) {
        this.stream = stream;
        this.sender = sender;
        this.rate = rate;
        this.events = events;
    }

    /** Starts a round; from any thread. */
    void start(Channel channel, StartRound round) {
        channel.eventLoop()
                .execute(
                        () -> {
                            sender.beginRound(round.round(), round.pages(), round.last());
                            sending = true;
                            pump(channel);
                        });
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        pump(context.channel());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        sending = false;
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

    private void pump(Channel channel) {
        for (int frames = 0; sending && !waiting && channel.isWritable(); frames++) {
            long waitNs = rate.waitNs(System.nanoTime());
            if (waitNs > 0 || frames == FRAMES_PER_TURN) {
                resumeAfter(channel, waitNs);
            } else if (!sendFrame(channel)) {
                sending = false;
                events.accept(new SourceEvent.StreamFinished(stream, sender.tally()));
            }
        }
    }

    private boolean sendFrame(Channel channel) {
        ByteBuf buffer = channel.alloc().directBuffer(PageFrame.MAX_BYTES, PageFrame.MAX_BYTES);
        MemorySegment room =
                MemorySegment.ofBuffer(buffer.internalNioBuffer(0, PageFrame.MAX_BYTES));
        MemorySegment frame = sender.fill(room);
        int length = (int) frame.byteSize();
        if (length == 0) {
            buffer.release();
            return false;
        }
        int start = (int) (frame.address() - room.address());
        buffer.setIndex(start, start + length);
        rate.spend(length, System.nanoTime());
        channel.writeAndFlush(buffer, channel.voidPromise());
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
