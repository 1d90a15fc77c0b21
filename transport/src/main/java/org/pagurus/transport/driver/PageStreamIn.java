package org.pagurus.transport.driver;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import org.pagurus.engine.destination.DestinationEvent;
import org.pagurus.engine.page.PageReceiver;
import org.pagurus.protocol.PageFrame;
import org.pagurus.protocol.PageFrameReader;
import org.pagurus.protocol.ProtocolException;
import org.pagurus.transport.netty.SlidingReceiveBuffer;

/**
 * A page stream at the destination: puts the pages of each whole frame into memory right out of the
 * buffer that the socket is read into. Owner: the channel's event loop.
 */
final class PageStreamIn extends ChannelInboundHandlerAdapter {
    private static final int BUFFER_BYTES = 1 << 20;

    private final int stream;
    private final PageReceiver receiver;
    private final Consumer<DestinationEvent> events;
    private final SlidingReceiveBuffer receiveBuffer =
            new SlidingReceiveBuffer(
                    PooledByteBufAllocator.DEFAULT, BUFFER_BYTES, PageFrame.MAX_BYTES);
    private boolean failed;

    PageStreamIn(int stream, PageReceiver receiver, Consumer<DestinationEvent> events) {
        this.stream = stream;
        this.receiver = receiver;
        this.events = events;
    }

    /** Serves a channel from its next read on. From its event loop. */
    void install(Channel channel) {
        channel.pipeline().addLast(this);
        receiveBuffer.install(channel);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf read = (ByteBuf) message;
        ByteBuf buffer = receiveBuffer.buffer();
        try {
            if (failed) {
                buffer.clear();
                return;
            }
            if (read != buffer) { // came before the buffer was installed, behind the preface
                buffer.writeBytes(read);
            }
            while (takeFrame(buffer)) {}
        } catch (ProtocolException e) {
            fail(context, new DestinationEvent.StreamFailed(e.field(), e.reason()));
        } finally {
            ReferenceCountUtil.release(read);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        receiveBuffer.release();
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

    private boolean takeFrame(ByteBuf buffer) throws ProtocolException {
        if (buffer.readableBytes() < PageFrame.LENGTH_BYTES) {
            return false;
        }
        int frameBytes = PageFrameReader.frameBytes(buffer.getInt(buffer.readerIndex()));
        if (buffer.readableBytes() < frameBytes) {
            return false;
        }
        boolean roundEnded =
                receiver.receive(
                        MemorySegment.ofBuffer(
                                buffer.internalNioBuffer(buffer.readerIndex(), frameBytes)));
        buffer.skipBytes(frameBytes);
        if (roundEnded) {
            events.accept(new DestinationEvent.StreamRoundEnded(receiver.roundEnd()));
        }
        return true;
    }

    private void fail(ChannelHandlerContext context, DestinationEvent event) {
        if (!failed) {
            failed = true;
            events.accept(event);
            context.close();
        }
    }
}
