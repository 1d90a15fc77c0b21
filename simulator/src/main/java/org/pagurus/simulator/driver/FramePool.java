package org.pagurus.simulator.driver;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import org.pagurus.protocol.PageFrame;

/** Buffers for frames on their way; as many as there are frames at a time. */
final class FramePool implements AutoCloseable {
    private final Arena arena = Arena.ofAuto();
    private final ArrayDeque<MemorySegment> free = new ArrayDeque<>();

    MemorySegment take() {
        MemorySegment buffer = free.poll();
        return buffer != null ? buffer : arena.allocate(PageFrame.MAX_BYTES, 8);
    }

    void giveBack(MemorySegment buffer) {
        free.push(buffer);
    }

    @Override
    public void close() {
        free.clear();
    }
}
