package org.pagurus.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.AttributeKey;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * Lets an open channel change how its receive buffers are had. Netty asks for that once, at the
 * first read; but only the preface, which is read first, tells what a connection is for. Owner: the
 * channel's event loop.
 */
public final class SwitchableReceive implements RecvByteBufAllocator {
    private static final AttributeKey<SwitchableReceive> KEY =
            AttributeKey.valueOf(SwitchableReceive.class, "receive");

    private ExtendedHandle current;

    private SwitchableReceive(ExtendedHandle first) {
        current = first;
    }

    /** Prepares a channel that has not read yet. */
    public static void install(Channel channel) {
        SwitchableReceive receive =
                new SwitchableReceive(
                        (ExtendedHandle) new AdaptiveRecvByteBufAllocator().newHandle());
        channel.attr(KEY).set(receive);
        channel.config().setRecvByteBufAllocator(receive);
    }

    /** Has a prepared channel read through this handle from its next read on. */
    static void use(Channel channel, ExtendedHandle handle) {
        SwitchableReceive receive = channel.attr(KEY).get();
        if (receive == null) {
            throw new IllegalStateException("channel " + channel + " was not prepared");
        }
        receive.current = handle;
    }

    @Override
    public ExtendedHandle newHandle() {
        return new CurrentHandle();
    }

    private final class CurrentHandle implements ExtendedHandle {
        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            return current.allocate(allocator);
        }

        @Override
        public int guess() {
            return current.guess();
        }

        @Override
        public void reset(ChannelConfig config) {
            current.reset(config);
        }

        @Override
        public void incMessagesRead(int messages) {
            current.incMessagesRead(messages);
        }

        @Override
        public void lastBytesRead(int bytes) {
            current.lastBytesRead(bytes);
        }

        @Override
        public int lastBytesRead() {
            return current.lastBytesRead();
        }

        @Override
        public void attemptedBytesRead(int bytes) {
            current.attemptedBytesRead(bytes);
        }

        @Override
        public int attemptedBytesRead() {
            return current.attemptedBytesRead();
        }

        @Override
        public boolean continueReading() {
            return current.continueReading();
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier maybeMoreData) {
            return current.continueReading(maybeMoreData);
        }

        @Override
        public void readComplete() {
            current.readComplete();
        }
    }
}
