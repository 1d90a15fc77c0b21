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
import org.pagurus.transport.netty.SharedLink;

/**
 * A page stream at the source: whenever one of its few buffers is free and the link rate allows it,
 * it has a frame filled. So no more than these are ever waiting. Owner: the channel's event loop.
 */
final class PageStreamOut extends ChannelInboundHandlerAdapter {
    /** Frames sent in a row before other channels of the event loop have their turn. */
    private static final int FRAMES_PER_TURN = 16;

    private final int stream;
    private final PageSender sender;
    private final SharedLink link;
    private final Consumer<SourceEvent> events;
    private final FrameBuffers buffers = new FrameBuffers();
    private boolean sending;
    private boolean waiting;
    private boolean pumping;

    PageStreamOut(int stream, PageSender sender, SharedLink link, Consumer<SourceEvent> events) {
        this.stream = stream;
        this.sender = sender;
        this.link = link;
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
    public void channelInactive(ChannelHandlerContext context) {
        sending = false;
        buffers.close();
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
        if (pumping) {
            return; // a frame was written at once: the loop below goes on
        }
        pumping = true;
        boolean hasBuffer = true;
        for (int frames = 0; sending && !waiting && hasBuffer; frames++) {
            long waitNs = link.limit().waitNs(System.nanoTime());
            if (waitNs > 0 || frames == FRAMES_PER_TURN) {
                resumeAfter(channel, waitNs);
            } else {
                hasBuffer = sendFrame(channel);
            }
        }
        pumping = false;
    }

    /** Whether there was a buffer to send a frame from, or to find out that the round is sent. */
    private boolean sendFrame(Channel channel) {
        ByteBuf buffer = buffers.take();
        if (buffer == null) {
            return false;
        }
        MemorySegment room =
                MemorySegment.ofBuffer(buffer.internalNioBuffer(0, PageFrame.MAX_BYTES));
        long fillStartNs = System.nanoTime();
        MemorySegment frame = sender.fill(room);
        long nowNs = System.nanoTime();
        link.gauge().exclude(nowNs - fillStartNs, nowNs);
        int length = (int) frame.byteSize();
        if (length == 0) {
            buffers.giveBack(buffer);
            sending = false;
            events.accept(new SourceEvent.StreamFinished(stream, sender.tally()));
            return true;
        }
        int start = (int) (frame.address() - room.address());
        buffer.setIndex(start, start + length);
        link.limit().spend(length, nowNs);
        link.gauge().begin(nowNs);
        channel.writeAndFlush(buffer.retain())
                .addListener(
                        written -> {
                            link.gauge().end(length, System.nanoTime());
                            buffers.giveBack(buffer);
                            pump(channel);
                        });
        return true;
    }

    private void resumeAfter(Channel channel, long waitNs) {
        waiting = true;
        link.gauge().begin(System.nanoTime()); // a link that is at its limit is busy
        Runnable resume =
                () -> {
                    waiting = false;
                    link.gauge().end(0, System.nanoTime());
                    pump(channel);
                };
        if (waitNs == 0) {
            channel.eventLoop().execute(resume);
        } else {
            var unused = channel.eventLoop().schedule(resume, waitNs, TimeUnit.NANOSECONDS);
        }
    }
}
