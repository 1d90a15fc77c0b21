package org.pagurus.memory.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The few calls of the C library that the memory package needs, for 64-bit Linux. Every call that
 * fails throws a {@link LinuxCallException}.
 *
 * <p>An instance owns the native memory into which the linker saves {@code errno}, so a call
 * allocates nothing. It must not be used by two threads at the same time.
 */
public final class Libc {
    // <bits/mman-linux.h> and <bits/mman-map-flags-generic.h>; the same on x86-64 and AArch64.
    public static final int PROT_READ = 1;
    public static final int PROT_WRITE = 2;
    public static final int MAP_PRIVATE = 0x02;
    public static final int MAP_ANONYMOUS = 0x20;
    public static final int MAP_NORESERVE = 0x4000;
    public static final int MADV_HUGEPAGE = 14;
    public static final int MADV_NOHUGEPAGE = 15;
    public static final int MADV_POPULATE_WRITE = 23; // since Linux 5.14

    // <bits/fcntl-linux.h>
    public static final int O_RDONLY = 0;
    public static final int O_CLOEXEC = 0x80000;

    // <asm-generic/errno-base.h>
    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int EBADF = 9;
    public static final int ENOMEM = 12;
    public static final int EINVAL = 22;
    public static final int ENOTTY = 25;

    private static final long MAP_FAILED = -1;

    private final MemorySegment callState;

    /**
     * @param arena holds the memory for {@code errno}; the instance lives as long as it
     */
    public Libc(Arena arena) {
        this.callState = CFunctions.callState(arena);
    }

    /** Whether this process runs on Linux. Nothing else here may be called where it does not. */
    public static boolean isLinux() {
        return System.getProperty("os.name", "").equals("Linux");
    }

    /** The kernel's page size in bytes. */
    public static int pageSizeBytes() {
        try (Arena arena = Arena.ofConfined()) {
            return (int) Handles.GETPAGESIZE.invokeExact(CFunctions.callState(arena));
        } catch (Throwable e) {
            throw CFunctions.unexpected(e);
        }
    }

    /**
     * Maps fresh zero memory where the kernel likes.
     *
     * @return the address
     */
    public long mmap(long sizeBytes, int protection, int flags) {
        long address;
        try {
            address =
                    (long)
                            Handles.MMAP.invokeExact(
                                    callState, 0L, sizeBytes, protection, flags, -1, 0L);
        } catch (Throwable e) {
            throw CFunctions.unexpected(e);
        }
        if (address == MAP_FAILED) {
            throw failure("mmap of " + sizeBytes + " bytes");
        }
        return address;
    }

    public void munmap(long address, long sizeBytes) {
        int result;
        try {
            result = (int) Handles.MUNMAP.invokeExact(callState, address, sizeBytes);
        } catch (Throwable e) {
            throw CFunctions.unexpected(e);
        }
        if (result == -1) {
            throw failure("munmap of " + sizeBytes + " bytes");
        }
    }

    public void madvise(long address, long sizeBytes, int advice) {
        int result;
        try {
            result = (int) Handles.MADVISE.invokeExact(callState, address, sizeBytes, advice);
        } catch (Throwable e) {
            throw CFunctions.unexpected(e);
        }
        if (result == -1) {
            throw failure("madvise " + advice);
        }
    }

    /**
     * Opens a file that exists.
     *
     * @return the file descriptor
     */
    public int open(String path, int flags) {
        int fd;
        try (Arena arena = Arena.ofConfined()) {
            fd = (int) Handles.OPEN.invokeExact(callState, arena.allocateFrom(path), flags);
        } catch (Throwable e) {
            throw CFunctions.unexpected(e);
        }
        if (fd == -1) {
            throw failure("open " + path);
        }
        return fd;
    }

    public void close(int fd) {
        int result;
        try {
            result = (int) Handles.CLOSE.invokeExact(callState, fd);
        } catch (Throwable e) {
            throw CFunctions.unexpected(e);
        }
        if (result == -1) {
            throw failure("close");
        }
    }

    /**
     * @param name the request's name, for the error
     * @return what the request gives, not negative
     */
    public int ioctl(int fd, String name, long request, MemorySegment argument) {
        int result;
        try {
            result = (int) Handles.IOCTL.invokeExact(callState, fd, request, argument);
        } catch (Throwable e) {
            throw CFunctions.unexpected(e);
        }
        if (result == -1) {
            throw failure(name);
        }
        return result;
    }

    /**
     * A system call of one argument that the C library has no function for.
     *
     * @param name the call's name, for the error
     */
    public long syscall(String name, long number, long argument) {
        long result;
        try {
            result = (long) Handles.SYSCALL.invokeExact(callState, number, argument);
        } catch (Throwable e) {
            throw CFunctions.unexpected(e);
        }
        if (result == -1) {
            throw failure(name);
        }
        return result;
    }

    private LinuxCallException failure(String call) {
        return CFunctions.failure(call, callState);
    }

    /** Linked on first use, so that {@link #isLinux()} can be asked anywhere. */
    private static final class Handles {
        private static final ValueLayout.OfLong SIZE = JAVA_LONG;

        static final MethodHandle MMAP =
                CFunctions.link(
                        "mmap",
                        FunctionDescriptor.of(
                                JAVA_LONG, JAVA_LONG, SIZE, JAVA_INT, JAVA_INT, JAVA_INT,
                                JAVA_LONG));
        static final MethodHandle MUNMAP =
                CFunctions.link("munmap", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, SIZE));
        static final MethodHandle MADVISE =
                CFunctions.link(
                        "madvise", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, SIZE, JAVA_INT));
        static final MethodHandle OPEN =
                CFunctions.linkVariadic(
                        "open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), 2);
        static final MethodHandle CLOSE =
                CFunctions.link("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
        static final MethodHandle IOCTL =
                CFunctions.linkVariadic(
                        "ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS), 2);
        static final MethodHandle SYSCALL =
                CFunctions.linkVariadic(
                        "syscall", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG), 1);
        static final MethodHandle GETPAGESIZE =
                CFunctions.link("getpagesize", FunctionDescriptor.of(JAVA_INT));

        private Handles() {}
    }
}
