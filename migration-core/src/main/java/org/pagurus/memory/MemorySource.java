package org.pagurus.memory;

/** Where a host takes its guests' memory from. */
@FunctionalInterface
public interface MemorySource {
    /** A mapping of its own for each guest, whose pages take room when they are touched. */
    MemorySource FRESH = GuestMemory::allocate;

    /**
     * Memory of {@code sizeBytes}, all zero, given back when it is closed.
     *
     * @throws IllegalArgumentException when the size is not a positive multiple of the page size up
     *     to {@link GuestMemory#MAX_BYTES}
     * @throws org.pagurus.memory.linux.LinuxCallException when Linux has no room for it
     */
    GuestMemory allocate(long sizeBytes);
}
