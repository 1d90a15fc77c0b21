package org.pagurus.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.TooLongFrameException;
import org.pagurus.protocol.ControlMessages;
import org.pagurus.protocol.Limits;
import org.pagurus.protocol.ProtocolException;
import org.pagurus.protocol.wire.ControlMessage;

/**
 * Control messages on a connection: a length of 4 bytes, big-endian, then the protobuf message.
 * Longer ones than {@link Limits#CONTROL_MESSAGE_BYTES}, or than the channel's {@link FrameLimit},
 * are refused before anything is allocated for them.
 */
public final class ControlFraming {
    /** Who takes what comes in, on the channel's event loop. */
    public interface Listener {
        void received(ControlMessage message);

        /** The connection is over; called once. */
        void closed(String reason);
    }

    /**
     * What may wait to be sent: a few of the longest messages. A peer that reads so little is not
     * waited for.
     */
    static final int WAITING_BYTES = 4 << 20;

    private ControlFraming() {}

    /** Adds the handlers to a channel whose preface has been dealt with. */
    public static void install(Channel channel, Listener listener) {
        int limitBytes = FrameLimit.of(channel, Limits.CONTROL_MESSAGE_BYTES);
        channel.pipeline()
                .addLast(
                        new LengthFieldBasedFrameDecoder(
                                limitBytes + Integer.BYTES, 0, Integer.BYTES, 0, Integer.BYTES),
                        new Reader(listener, limitBytes));
    }

    /**
     * Sends a message; the channel may be closed already. It is closed here when {@value
     * #WAITING_BYTES} bytes are waiting already: a peer that asks on and reads no answers would
     * fill this host's memory.
     */
    public static void send(Channel channel, ControlMessage message) {
        if (channel.bytesBeforeWritable() > WAITING_BYTES) {
            channel.close();
            return;
        }
        int length = message.getSerializedSize();
        ByteBuf out = channel.alloc().buffer(Integer.BYTES + length);
        out.writeInt(length).writeBytes(message.toByteArray());
        channel.writeAndFlush(out, channel.voidPromise());
    }

    private static final class Reader extends SimpleChannelInboundHandler<ByteBuf> {
        private final Listener listener;
        private final int limitBytes;
        private String reason = "the other side closed it";
        private boolean failed;

        Reader(Listener listener, int limitBytes) {
            this.listener = listener;
            this.limitBytes = limitBytes;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf message)
                throws ProtocolException {
            if (!failed) { // what follows garbage in the same read means nothing
                listener.received(ControlMessages.parse(ByteBufUtil.getBytes(message)));
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            listener.closed(reason);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (!failed) { // the first is what went wrong, the others are what came of it
                failed = true;
                reason =
                        cause instanceof TooLongFrameException
                                ? "control.length: expected up to " + limitBytes
                                : String.valueOf(cause.getMessage());
            }
            context.close();
        }
    }
}
