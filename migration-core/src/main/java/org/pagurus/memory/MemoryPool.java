package org.pagurus.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.TreeMap;
import org.pagurus.memory.linux.AnonymousMapping;
import org.pagurus.memory.linux.Libc;

/**
 * Memory that a host sets aside when it starts, every page of it touched: a guest that is migrated
 * in then does not wait for the kernel to find and clear its pages while they arrive, and cannot
 * run short of them half-way. What does not fit is mapped afresh. Safe for all threads.
 */
public final class MemoryPool implements MemorySource, AutoCloseable {
    /** Stretches start and end at huge pages. */
    private static final long GRAIN_BYTES = 2L << 20;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment pool;

    /** Free stretches: offset to length, none touching another. Guarded by this. */
    private final TreeMap<Long, Long> free = new TreeMap<>();

    /** Guarded by this. */
    private boolean closed;

    /**
     * Sets memory aside; returns when all of it is there.
     *
     * @param sizeBytes rounded up to 2 MiB
     * @throws org.pagurus.memory.linux.LinuxCallException when the host has not that much
     */
    public MemoryPool(long sizeBytes) {
        long rounded = roundUp(sizeBytes);
        try {
            if (Libc.isLinux()) {
                pool = AnonymousMapping.map(arena, rounded);
                AnonymousMapping.adviseHugePages(pool, true);
                AnonymousMapping.populate(pool);
            } else {
                pool = arena.allocate(rounded, GRAIN_BYTES).fill((byte) 0);
            }
        } catch (RuntimeException | Error e) {
            arena.close();
            throw e;
        }
        free.put(0L, rounded);
    }

    @Override
    public GuestMemory allocate(long sizeBytes) {
        GuestMemory.checkSize(sizeBytes);
        long offset = take(roundUp(sizeBytes));
        return offset < 0 ? GuestMemory.allocate(sizeBytes) : slice(offset, sizeBytes);
    }

    /** How much is free. */
    public synchronized long freeBytes() {
        return free.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Gives the pool back, at once or when the last memory taken from it is closed: a guest that
     * still writes must never find its memory unmapped.
     */
    @Override
    public void close() {
        boolean unused;
        synchronized (this) {
            unused = !closed && isUnused();
            closed = true;
        }
        if (unused) {
            arena.close();
        }
    }

    private boolean isUnused() {
        return freeBytes() == pool.byteSize();
    }

    // Restricted: the range is ours alone until the slice's arena gives it back.
    @SuppressWarnings("restricted")
    private GuestMemory slice(long offset, long sizeBytes) {
        Arena slice = Arena.ofShared();
        return GuestMemory.of(
                slice,
                MemorySegment.ofAddress(pool.address() + offset)
                        .reinterpret(sizeBytes, slice, closed -> giveBack(offset, sizeBytes)));
    }

    private synchronized long take(long sizeBytes) {
        if (closed) {
            return -1;
        }
        for (Map.Entry<Long, Long> stretch : free.entrySet()) {
            if (stretch.getValue() >= sizeBytes) {
                long offset = stretch.getKey();
                long rest = stretch.getValue() - sizeBytes;
                free.remove(offset);
                if (rest > 0) {
                    free.put(offset + sizeBytes, rest);
                }
                return offset;
            }
        }
        return -1;
    }

    private void giveBack(long offset, long sizeBytes) {
        boolean last;
        pool.asSlice(offset, sizeBytes).fill((byte) 0);
        synchronized (this) {
            long start = offset;
            long length = roundUp(sizeBytes);
            Map.Entry<Long, Long> before = free.lowerEntry(start);
            if (before != null && before.getKey() + before.getValue() == start) {
                start = before.getKey();
                length += before.getValue();
            }
            Long behind = free.remove(offset + roundUp(sizeBytes));
            free.put(start, behind == null ? length : length + behind);
            last = closed && isUnused();
        }
        if (last) {
            arena.close();
        }
    }

    private static long roundUp(long bytes) {
        return (bytes + GRAIN_BYTES - 1) / GRAIN_BYTES * GRAIN_BYTES;
    }
}
