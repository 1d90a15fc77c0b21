package org.pagurus.transport.driver;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Consumer;
import org.pagurus.engine.destination.DestinationEvent;
import org.pagurus.engine.page.PageReceiver;
import org.pagurus.protocol.PageFrame;
import org.pagurus.protocol.PageFrameReader;
import org.pagurus.protocol.ProtocolException;

/**
 * A page stream at the destination: puts the pages of each whole frame into memory right out of the
 * buffer that the socket was read into. Owner: the channel's event loop.
 */
final class PageStreamIn extends ByteToMessageDecoder {
    private final int stream;
    private final PageReceiver receiver;
    private final Consumer<DestinationEvent> events;
    private boolean failed;

    PageStreamIn(int stream, PageReceiver receiver, Consumer<DestinationEvent> events) {
        this.stream = stream;
        this.receiver = receiver;
        this.events = events;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
            throws ProtocolException {
        if (failed) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (in.readableBytes() < PageFrame.LENGTH_BYTES) {
            return;
        }
        int frameBytes = PageFrameReader.frameBytes(in.getInt(in.readerIndex()));
        if (in.readableBytes() < frameBytes) {
            return;
        }
        MemorySegment frame =
                MemorySegment.ofBuffer(in.internalNioBuffer(in.readerIndex(), frameBytes));
        boolean roundEnded = receiver.receive(frame);
        in.skipBytes(frameBytes);
        if (roundEnded) {
            events.accept(new DestinationEvent.StreamRoundEnded(receiver.roundEnd()));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        super.channelInactive(context);
        if (!failed && !receiver.hasEnded()) {
            events.accept(
                    new DestinationEvent.StreamFailed(
                            "link", "page stream " + stream + " was closed"));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        failed = true;
        if (cause.getCause() instanceof ProtocolException e) {
            events.accept(new DestinationEvent.StreamFailed(e.field(), e.reason()));
        } else {
            events.accept(
                    new DestinationEvent.StreamFailed(
                            "link", "page stream " + stream + ": " + cause.getMessage()));
        }
        context.close();
    }
}
