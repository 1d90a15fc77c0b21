package org.pagurus.simulator.fault;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.pagurus.memory.MemorySource;
import org.pagurus.memory.Page;
import org.pagurus.memory.ReusedMemory;
import org.pagurus.simulator.driver.FramePool;

/** What trials use one after the other. One thread. */
public final class TrialMemory {
    /** The source's guest, the destination's, and one more. */
    private static final int ROOMS = 3;

    private final ReusedMemory guests;
    private final MemorySegment copy;
    private final FramePool frames = new FramePool();

    public TrialMemory() {
        long roomBytes = TrialSetup.MOST_SMALL_PAGES * (long) Page.SIZE_BYTES;
        guests = new ReusedMemory(ROOMS, roomBytes);
        copy = Arena.ofAuto().allocate(roomBytes, Page.SIZE_BYTES);
    }

    MemorySource guests() {
        return guests;
    }

    /** Room for a copy of a guest's memory. */
    MemorySegment copy() {
        return copy;
    }

    /** The buffers of frames, of which none is on its way. */
    FramePool frames() {
        frames.takeAllBack();
        return frames;
    }
}
