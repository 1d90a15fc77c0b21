package org.pagurus.memory.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.stream.LongStream;

/**
 * Private anonymous memory from the kernel: zero, and without a physical page until it is touched.
 */
public final class AnonymousMapping {
    private static final long POPULATE_BYTES = 64L << 20;

    private AnonymousMapping() {}

    /**
     * Maps {@code sizeBytes} that closing the arena unmaps. No swap is reserved, so a memory larger
     * than the host's can be mapped as long as it is not filled.
     *
     * @throws LinuxCallException when the kernel has no room for the mapping
     */
    // Restricted: the kernel has just given us exactly this range.
    @SuppressWarnings("restricted")
    public static MemorySegment map(Arena arena, long sizeBytes) {
        long address;
        try (Arena call = Arena.ofConfined()) {
            address =
                    new Libc(call)
                            .mmap(
                                    sizeBytes,
                                    Libc.PROT_READ | Libc.PROT_WRITE,
                                    Libc.MAP_PRIVATE | Libc.MAP_ANONYMOUS | Libc.MAP_NORESERVE);
        }
        return MemorySegment.ofAddress(address)
                .reinterpret(sizeBytes, arena, AnonymousMapping::unmap);
    }

    /**
     * Asks for huge pages on first touch, or for none from now on. Huge pages that are there stay.
     *
     * @return whether the kernel took the advice; it does not where it is built without huge pages
     */
    public static boolean adviseHugePages(MemorySegment mapping, boolean wanted) {
        try (Arena call = Arena.ofConfined()) {
            new Libc(call)
                    .madvise(
                            mapping.address(),
                            mapping.byteSize(),
                            wanted ? Libc.MADV_HUGEPAGE : Libc.MADV_NOHUGEPAGE);
            return true;
        } catch (LinuxCallException e) {
            if (e.errno() == Libc.EINVAL) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Gives every page of the mapping a physical page now, with one thread for each processor.
     *
     * @throws LinuxCallException when there are not enough
     */
    public static void populate(MemorySegment mapping) {
        long parts = (mapping.byteSize() + POPULATE_BYTES - 1) / POPULATE_BYTES;
        LongStream.range(0, parts)
                .parallel()
                .forEach(
                        part -> {
                            long start = part * POPULATE_BYTES;
                            long length = Math.min(POPULATE_BYTES, mapping.byteSize() - start);
                            try (Arena call = Arena.ofConfined()) {
                                new Libc(call)
                                        .madvise(
                                                mapping.address() + start,
                                                length,
                                                Libc.MADV_POPULATE_WRITE);
                            }
                        });
    }

    private static void unmap(MemorySegment mapping) {
        try (Arena call = Arena.ofConfined()) {
            new Libc(call).munmap(mapping.address(), mapping.byteSize());
        }
    }
}
