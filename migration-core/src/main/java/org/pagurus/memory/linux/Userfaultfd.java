package org.pagurus.memory.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Asynchronous write-protection of memory through userfaultfd ({@code <linux/userfaultfd.h>}). A
 * write to a protected page is let through by the kernel, which only drops the page's protection:
 * no thread ever waits.
 *
 * <p>The synchronous mode, where a thread waits in its fault for a handler, must never be used in a
 * JVM: the waiting thread can't reach a safepoint, so the handler is stopped for ever at its own.
 *
 * <p>Owned by one thread at a time.
 */
final class Userfaultfd implements AutoCloseable {
    /**
     * Since 5.11; lets unprivileged processes in, and costs nothing, as nothing is handled here.
     */
    private static final long UFFD_USER_MODE_ONLY = 1;

    private static final long UFFDIO_API = 0xc018aa3fL;
    private static final long UFFDIO_REGISTER = 0xc020aa00L;
    private static final long UFFDIO_WRITEPROTECT = 0xc018aa06L;

    private static final long UFFD_API = 0xaa;

    /**
     * Protects pages that were never touched too; otherwise each of them is reported as written.
     */
    private static final long UFFD_FEATURE_WP_UNPOPULATED = 1L << 13;

    private static final long UFFD_FEATURE_WP_ASYNC = 1L << 15;
    private static final long UFFDIO_REGISTER_MODE_WP = 2;
    private static final long UFFDIO_WRITEPROTECT_MODE_WP = 1;

    private final Arena arena;
    private final Libc libc;
    private final MemorySegment argument;
    private final int fd;

    private Userfaultfd(Arena arena, Libc libc, MemorySegment argument, int fd) {
        this.arena = arena;
        this.libc = libc;
        this.argument = argument;
        this.fd = fd;
    }

    /**
     * @throws LinuxCallException when the kernel has no userfaultfd, does not allow it, or has no
     *     asynchronous write-protection (it came with Linux 6.7)
     */
    static Userfaultfd open() {
        // Closed by whichever thread stops the log.
        Arena arena = Arena.ofShared();
        try {
            Libc libc = new Libc(arena);
            MemorySegment argument = arena.allocate(32, Long.BYTES);
            int fd =
                    (int)
                            libc.syscall(
                                    "userfaultfd",
                                    syscallNumber(),
                                    Libc.O_CLOEXEC | UFFD_USER_MODE_ONLY);
            Userfaultfd opened = new Userfaultfd(arena, libc, argument, fd);
            try {
                opened.agree();
            } catch (LinuxCallException e) {
                libc.close(fd);
                throw e;
            }
            return opened;
        } catch (RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /** From {@code <asm/unistd_64.h>} and {@code <asm-generic/unistd.h>}. */
    private static long syscallNumber() {
        String architecture = System.getProperty("os.arch", "");
        return switch (architecture) {
            case "amd64" -> 323;
            case "aarch64" -> 282;
            default ->
                    throw new UnsupportedOperationException(
                            "userfaultfd: no call number is known for architecture "
                                    + architecture);
        };
    }

    private void agree() {
        set(UFFD_API, UFFD_FEATURE_WP_UNPOPULATED | UFFD_FEATURE_WP_ASYNC, 0);
        ioctl("UFFDIO_API with WP_ASYNC", UFFDIO_API);
    }

    /** Puts a range of memory, in whole pages, under this descriptor. Nothing is protected yet. */
    void register(long address, long sizeBytes) {
        set(address, sizeBytes, UFFDIO_REGISTER_MODE_WP);
        ioctl("UFFDIO_REGISTER", UFFDIO_REGISTER);
    }

    /** Protects a range of registered pages until each is next written. */
    void writeProtect(long address, long sizeBytes) {
        set(address, sizeBytes, UFFDIO_WRITEPROTECT_MODE_WP);
        ioctl("UFFDIO_WRITEPROTECT", UFFDIO_WRITEPROTECT);
    }

    /** Lets go of the memory: its pages are no longer protected. */
    @Override
    public void close() {
        libc.close(fd);
        arena.close();
    }

    /** All three structs start with three 64-bit fields; a fourth is for the kernel's answer. */
    private void set(long first, long second, long third) {
        argument.set(JAVA_LONG, 0, first);
        argument.set(JAVA_LONG, 8, second);
        argument.set(JAVA_LONG, 16, third);
        argument.set(JAVA_LONG, 24, 0);
    }

    private void ioctl(String name, long request) {
        libc.ioctl(fd, name, request, argument);
    }
}
