package org.pagurus.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * One buffer that a channel's socket is read into again and again, behind what is left of a frame
 * that has not come whole. So bytes go from the kernel to where they are decoded from with no copy
 * between; only the rest of a frame is moved to the front when the buffer's end is near. Owner: the
 * channel's event loop.
 */
public final class SlidingReceiveBuffer implements RecvByteBufAllocator {
    private final ByteBuf buffer;
    private final int maxFrameBytes;

    /**
     * @param capacityBytes at least two frames; small enough for the processor's cache
     * @param maxFrameBytes the longest frame
     */
    public SlidingReceiveBuffer(ByteBufAllocator allocator, int capacityBytes, int maxFrameBytes) {
        if (capacityBytes < 2 * maxFrameBytes) {
            throw new IllegalArgumentException(
                    "capacityBytes must be at least two frames of "
                            + maxFrameBytes
                            + " but is "
                            + capacityBytes);
        }
        this.buffer = allocator.directBuffer(capacityBytes, capacityBytes);
        this.maxFrameBytes = maxFrameBytes;
    }

    /** The buffer: what was read and not yet taken lies between its indices. */
    public ByteBuf buffer() {
        return buffer;
    }

    /** Gives the buffer back when the channel is closed. */
    public void release() {
        buffer.release();
    }

    /**
     * Takes the bytes of a channel {@linkplain SwitchableReceive prepared for it} from its next
     * read on.
     */
    public void install(Channel channel) {
        SwitchableReceive.use(channel, this);
    }

    @Override
    public ExtendedHandle newHandle() {
        return new SlidingHandle();
    }

    private void makeRoom() {
        if (!buffer.isReadable()) {
            buffer.clear();
        } else if (buffer.writableBytes() < maxFrameBytes - buffer.readableBytes()) {
            buffer.discardReadBytes();
        }
    }

    /** Reads until the socket has no more, at most so often in a row. */
    private final class SlidingHandle implements ExtendedHandle {
        private static final int READS_PER_TURN = 16;

        private int reads;
        private int attempted;
        private int last;

        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            makeRoom();
            return buffer.retain(); // the reader releases what it is given
        }

        @Override
        public int guess() {
            return buffer.writableBytes();
        }

        @Override
        public void reset(ChannelConfig config) {
            reads = 0;
        }

        @Override
        public void incMessagesRead(int messages) {
            reads += messages;
        }

        @Override
        public void lastBytesRead(int bytes) {
            last = bytes;
        }

        @Override
        public int lastBytesRead() {
            return last;
        }

        @Override
        public void attemptedBytesRead(int bytes) {
            attempted = bytes;
        }

        @Override
        public int attemptedBytesRead() {
            return attempted;
        }

        @Override
        public boolean continueReading() {
            return reads < READS_PER_TURN && last > 0;
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier maybeMoreData) {
            return continueReading() && maybeMoreData.get();
        }

        @Override
        public void readComplete() {}
    }
}
