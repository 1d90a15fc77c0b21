package org.pagurus.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator.ExtendedHandle;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.UncheckedBooleanSupplier;
import java.util.function.Supplier;

/**
 * Reads a channel's socket into buffers that its owner chooses before each read, so that bytes go
 * from the kernel to where they are wanted with no copy between. The owner finds what was read
 * behind the writer index where that was. Owner: the channel's event loop.
 */
public final class TargetedReceive implements ExtendedHandle {
    private static final int READS_PER_TURN = 16;

    private final ChannelConfig config;
    private final Supplier<ByteBuf> target;
    private int reads;
    private int attempted;
    private int last;

    private TargetedReceive(ChannelConfig config, Supplier<ByteBuf> target) {
        this.config = config;
        this.target = target;
    }

    /**
     * Takes the bytes of a channel {@linkplain SwitchableReceive prepared for it} from its next
     * read on. A channel that is not to be read any more, for now, has its {@linkplain
     * ChannelConfig#setAutoRead reading switched off}. Even so it may be read once or twice: when
     * the other side has closed it.
     *
     * <p>A channel under TLS stays as it is: what its socket has is not what its owner wants. The
     * owner is given the bytes in other buffers, and copies them to where they belong.
     *
     * @param target the buffer for the next read; has room. It is retained for the reader, who
     *     releases what it is given
     */
    public static void install(Channel channel, Supplier<ByteBuf> target) {
        if (channel.pipeline().get(SslHandler.class) != null) {
            return;
        }
        SwitchableReceive.use(channel, new TargetedReceive(channel.config(), target));
    }

    @Override
    public ByteBuf allocate(ByteBufAllocator allocator) {
        return target.get().retain();
    }

    @Override
    public int guess() {
        return target.get().writableBytes();
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

    /** Reads until the socket has no more, at most so often in a row, or reading is off. */
    @Override
    public boolean continueReading() {
        return reads < READS_PER_TURN && last > 0 && config.isAutoRead();
    }

    @Override
    public boolean continueReading(UncheckedBooleanSupplier maybeMoreData) {
        return continueReading() && maybeMoreData.get();
    }

    @Override
    public void readComplete() {}
}
