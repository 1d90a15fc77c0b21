package org.pagurus.transport.driver;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.pagurus.protocol.PageFrame;

/**
 * The buffers that a stream's frames are made in. The one given back last is taken first: as long
 * as the link keeps up it is always the same one, and stays in the processor's cache. Owner: the
 * channel's event loop.
 */
final class FrameBuffers {
    private final int limit;
    private final ArrayDeque<ByteBuf> free;
    private int taken;
    private boolean closed;

    /**
     * @param limit how many frames may wait for the socket at a time
     */
    FrameBuffers(int limit) {
        this.limit = limit;
        free = new ArrayDeque<>(limit);
    }

    /** A buffer for one frame, empty; or null when as many as may be are on their way. */
    @Nullable ByteBuf take() {
        if (taken == limit || closed) {
            return null;
        }
        taken++;
        ByteBuf buffer = free.poll();
        return buffer != null
                ? buffer.clear()
                : PooledByteBufAllocator.DEFAULT.directBuffer(
                        PageFrame.MAX_BYTES, PageFrame.MAX_BYTES);
    }

    /** Buffers that were taken and have not been given back. */
    int taken() {
        return taken;
    }

    /** Gives a buffer back that nobody reads any more. */
    void giveBack(ByteBuf buffer) {
        taken--;
        if (closed) {
            buffer.release();
        } else {
            free.push(buffer);
        }
    }

    /** No more frames. Buffers on their way are released when they come back. */
    void close() {
        closed = true;
        free.forEach(ByteBuf::release);
        free.clear();
    }
}
