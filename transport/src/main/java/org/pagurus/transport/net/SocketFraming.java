package org.pagurus.transport.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import java.util.List;
import org.pagurus.guest.net.EthernetHeader;

/**
 * QEMU's framing of Ethernet frames on a stream socket ({@code -netdev stream}, {@code -netdev
 * socket}), so that real QEMU guests can be plugged in.
 *
 * <pre>
 *   0                      4
 *   +----------------------+------------------+
 *   | length, big-endian 4 | frame            |
 *   +----------------------+------------------+
 *   length  {@value #MIN_FRAME_BYTES} to {@value #MAX_FRAME_BYTES}; the frame has no checksum
 * </pre>
 *
 * <p>After any other length the stream can't be trusted: the decoder fails with a {@link
 * CorruptedFrameException} and takes in nothing more.
 */
public final class SocketFraming {
    public static final int LENGTH_BYTES = 4;
    public static final int MIN_FRAME_BYTES = EthernetHeader.SIZE_BYTES;
    public static final int MAX_FRAME_BYTES = 65_535;

    private SocketFraming() {}

    public static boolean isFrameSize(long bytes) {
        return bytes >= MIN_FRAME_BYTES && bytes <= MAX_FRAME_BYTES;
    }

    /** The frame with its length before it, in a buffer that the caller releases or writes. */
    static ByteBuf encode(ByteBufAllocator allocator, byte[] frame) {
        if (!isFrameSize(frame.length)) {
            throw new IllegalArgumentException(
                    "frame must have "
                            + MIN_FRAME_BYTES
                            + " to "
                            + MAX_FRAME_BYTES
                            + " bytes but has "
                            + frame.length);
        }
        return allocator
                .buffer(LENGTH_BYTES + frame.length)
                .writeInt(frame.length)
                .writeBytes(frame);
    }

    /** Turns the stream into frames, each a {@code byte[]} of its own. One for each channel. */
    static final class Decoder extends ByteToMessageDecoder {
        /** Owner: the channel's event loop. */
        private boolean refused;

        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
            if (refused) {
                in.skipBytes(in.readableBytes());
                return;
            }
            if (in.readableBytes() < LENGTH_BYTES) {
                return;
            }
            long length = in.getUnsignedInt(in.readerIndex());
            if (!isFrameSize(length)) {
                refused = true;
                in.skipBytes(in.readableBytes());
                throw new CorruptedFrameException(
                        "frame length: expected "
                                + MIN_FRAME_BYTES
                                + " to "
                                + MAX_FRAME_BYTES
                                + ", found "
                                + length);
            }
            if (in.readableBytes() < LENGTH_BYTES + length) {
                return;
            }
            byte[] frame = new byte[(int) length];
            in.skipBytes(LENGTH_BYTES).readBytes(frame);
            out.add(frame);
        }
    }
}
