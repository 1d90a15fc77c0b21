package org.pagurus.transport.driver;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.function.Consumer;
import org.pagurus.engine.destination.DestinationEvent;
import org.pagurus.engine.page.PageReceiver;
import org.pagurus.protocol.ProtocolException;
import org.pagurus.transport.netty.TargetedReceive;

/**
 * A page stream at the destination: reads frames to where {@link FrameReception} wants them, and
 * reports what comes of it. Owner: the channel's event loop.
 */
final class PageStreamIn extends ChannelInboundHandlerAdapter {
    private final int stream;
    private final PageReceiver receiver;
    private final Consumer<DestinationEvent> events;
    private final FrameReception reception;
    private boolean failed;

    PageStreamIn(int stream, PageReceiver receiver, Consumer<DestinationEvent> events) {
        this.stream = stream;
        this.receiver = receiver;
        this.events = events;
        reception =
                new FrameReception(
                        PooledByteBufAllocator.DEFAULT,
                        receiver,
                        end -> events.accept(new DestinationEvent.StreamRoundEnded(end)));
    }

    /** Serves a channel from its next read on. From its event loop. */
    void install(Channel channel) {
        channel.pipeline().addLast(this);
        TargetedReceive.install(channel, reception::target);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf read = (ByteBuf) message;
        try {
            if (failed) {
                return;
            }
            if (reception.isTarget(read)) {
                reception.advance();
            } else { // came before the target was installed, behind the preface
                reception.accept(read);
            }
        } catch (ProtocolException e) {
            fail(context, new DestinationEvent.StreamFailed(e.field(), e.reason()));
        } finally {
            ReferenceCountUtil.release(read);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        reception.release();
        if (!failed && !receiver.hasEnded()) {
            events.accept(
                    new DestinationEvent.StreamFailed(
                            "link", "page stream " + stream + " was closed"));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(
                context,
                new DestinationEvent.StreamFailed(
                        "link", "page stream " + stream + ": " + cause.getMessage()));
    }

    private void fail(ChannelHandlerContext context, DestinationEvent event) {
        if (!failed) {
            failed = true;
            events.accept(event);
            context.close();
        }
    }
}
