package org.pagurus.memory.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Private anonymous memory from the kernel: zero, and without a physical page until it is touched.
 */
public final class AnonymousMapping {
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

    private static void unmap(MemorySegment mapping) {
        try (Arena call = Arena.ofConfined()) {
            new Libc(call).munmap(mapping.address(), mapping.byteSize());
        }
    }
}
