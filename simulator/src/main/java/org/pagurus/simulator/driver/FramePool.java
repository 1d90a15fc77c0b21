package org.pagurus.simulator.driver;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.pagurus.protocol.PageFrame;

/** Buffers for frames on their way; as many as there are frames at a time. One thread. */
public final class FramePool {
    private final Arena arena = Arena.ofAuto();
    private final List<MemorySegment> all = new ArrayList<>();
    private final ArrayDeque<MemorySegment> free = new ArrayDeque<>();

    MemorySegment take() {
        MemorySegment buffer = free.poll();
        if (buffer == null) {
            buffer = arena.allocate(PageFrame.MAX_BYTES, 8);
            all.add(buffer);
        }
        return buffer;
    }

    void giveBack(MemorySegment buffer) {
        free.push(buffer);
    }

    /** No frame is on its way any more: those that were lost have their buffers taken back. */
    public void takeAllBack() {
        free.clear();
        free.addAll(all);
    }
}
