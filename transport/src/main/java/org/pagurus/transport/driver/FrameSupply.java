package org.pagurus.transport.driver;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/** Where a page stream's frames come from, in their order. Owner: the channel's event loop. */
interface FrameSupply {
    /** The sender has a round to fill frames from. */
    void begin(Channel channel);

    /** The next frame, or null when there is none now. */
    @Nullable ByteBuf next();

    /**
     * A frame that was taken has been written, or never will be.
     *
     * @param bytes how many it had
     */
    void written(ByteBuf frame, int bytes);

    /** Whether {@link #next} has given all frames of the round. */
    boolean isRoundTaken();

    /** No more frames; buffers are given back. */
    void close();
}
