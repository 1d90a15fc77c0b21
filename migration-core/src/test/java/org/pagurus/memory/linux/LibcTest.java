package org.pagurus.memory.linux;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibcTest {
    private static final int PRIVATE = Libc.MAP_PRIVATE | Libc.MAP_ANONYMOUS;
    private static final int READ_WRITE = Libc.PROT_READ | Libc.PROT_WRITE;

    private final Arena arena = Arena.ofConfined();
    private Libc libc;

    @BeforeEach
    void open() {
        assumeTrue(Libc.isLinux(), "needs Linux");
        libc = new Libc(arena);
    }

    @AfterEach
    void close() {
        arena.close();
    }

    @Test
    void mapsAdvisesAndUnmaps() {
        long address = libc.mmap(8192, READ_WRITE, PRIVATE | Libc.MAP_NORESERVE);
        assertEquals(0, address % Libc.pageSizeBytes());
        libc.munmap(address, 8192);
        LinuxCallException gone =
                assertThrows(
                        LinuxCallException.class,
                        () -> libc.madvise(address, 8192, Libc.MADV_NOHUGEPAGE));
        assertEquals(Libc.ENOMEM, gone.errno());
    }

    @Test
    void namesTheCallAndTheReasonOfAFailure() {
        LinuxCallException missing =
                assertThrows(
                        LinuxCallException.class,
                        () -> libc.open("/proc/self/no-such-file", Libc.O_RDONLY));
        assertEquals("open /proc/self/no-such-file", missing.call());
        assertEquals(Libc.ENOENT, missing.errno());
        assertTrue(
                missing.toString()
                        .matches(".*: open /proc/self/no-such-file failed: [^\\n]+ \\(errno 2\\)"),
                missing::toString);
    }

    @Test
    void opensAFileAndClosesItOnce(@TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        int fd = libc.open(file.toString(), Libc.O_RDONLY | Libc.O_CLOEXEC);
        assertDoesNotThrow(() -> libc.close(fd));
    }

    @Test
    void refusesWhatTheKernelRefuses() {
        assertErrno(Libc.EBADF, "close", () -> libc.close(-1));
        assertErrno(Libc.EBADF, "ask", () -> libc.ioctl(-1, "ask", 0, MemorySegment.NULL));
        assertErrno(Libc.EINVAL, "mmap of 0 bytes", () -> libc.mmap(0, READ_WRITE, PRIVATE));
        assertErrno(Libc.EINVAL, "munmap of 4096 bytes", () -> libc.munmap(1, 4096));
        // No kernel has a call of this number: ENOSYS.
        assertErrno(38, "nothing", () -> libc.syscall("nothing", 100_000, 0));
    }

    private static void assertErrno(int errno, String call, Runnable refused) {
        LinuxCallException e = assertThrows(LinuxCallException.class, refused::run);
        assertEquals(errno, e.errno(), e::getMessage);
        assertEquals(call, e.call());
    }
}
