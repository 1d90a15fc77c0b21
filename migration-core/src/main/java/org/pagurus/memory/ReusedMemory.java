package org.pagurus.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;

/**
 * Memory for many small guests that live for a moment each, one after the other: taken once, handed
 * out again and again, cleared. A guest that finds no room gets memory of its own. Mapping memory
 * and giving it back would take longer than such a guest's life. One thread.
 *
 * <p>Unlike memory of its own, what was closed can still be touched.
 */
public final class ReusedMemory implements MemorySource {
    private final long roomBytes;
    private final ArrayDeque<MemorySegment> free = new ArrayDeque<>();

    /**
     * @param rooms how many guests there may be at a time
     * @param roomBytes how large each may be
     */
    public ReusedMemory(int rooms, long roomBytes) {
        GuestMemory.checkSize(roomBytes);
        this.roomBytes = roomBytes;
        Arena arena = Arena.ofAuto();
        for (int i = 0; i < rooms; i++) {
            free.add(arena.allocate(roomBytes, Page.SIZE_BYTES));
        }
    }

    @Override
    public GuestMemory allocate(long sizeBytes) {
        GuestMemory.checkSize(sizeBytes);
        MemorySegment room = sizeBytes <= roomBytes ? free.poll() : null;
        if (room == null) {
            return GuestMemory.allocate(sizeBytes);
        }
        return GuestMemory.of(room.asSlice(0, sizeBytes).fill((byte) 0), () -> free.push(room));
    }
}
