package org.pagurus.transport.driver;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;
import org.pagurus.engine.page.FramesAhead;

/**
 * Frames filled on the event loop when they are asked for: the shortest way for pages that go in
 * full.
 */
final class EventLoopFrames implements FrameSupply {
    private final FrameFiller filler;
    private final FrameBuffers buffers = new FrameBuffers(FramesAhead.IN_FULL);

    EventLoopFrames(FrameFiller filler) {
        this.filler = filler;
    }

    @Override
    public void begin(Channel channel) {}

    @Override
    public @Nullable ByteBuf next() {
        ByteBuf buffer = filler.isRoundSent() ? null : buffers.take();
        if (buffer == null) {
            return null;
        }
        filler.fill(buffer);
        if (!buffer.isReadable()) {
            buffers.giveBack(buffer);
            return null;
        }
        return buffer;
    }

    @Override
    public void written(ByteBuf frame, int bytes) {
        buffers.giveBack(frame);
    }

    @Override
    public boolean isRoundTaken() {
        return filler.isRoundSent();
    }

    @Override
    public void close() {
        buffers.close();
    }
}
