package org.pagurus.transport.net.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.pagurus.memory.linux.CFunctions;
import org.pagurus.memory.linux.Libc;
import org.pagurus.memory.linux.LinuxCallException;

/**
 * The calls of the C library for networks, beside those of {@link Libc}. What fails throws a {@link
 * LinuxCallException}.
 *
 * <p>An instance owns the native memory into which the linker saves {@code errno}: it must not be
 * used by two threads at the same time.
 */
final class NetCalls {
    // <bits/socket.h>, <bits/socket_type.h>
    static final int AF_INET = 2;
    static final int AF_PACKET = 17;
    static final int SOCK_DGRAM = 2;
    static final int SOCK_RAW = 3;
    static final int SOCK_CLOEXEC = 0x80000;
    static final int SOCK_NONBLOCK = 0x800;

    // <bits/eventfd.h>
    private static final int EFD_CLOEXEC = 0x80000;

    // <bits/poll.h>
    private static final short POLLIN = 1;

    // <bits/sched.h>
    private static final int CLONE_NEWNET = 0x40000000;

    // <asm-generic/errno-base.h>, <asm-generic/errno.h>
    private static final int EINTR = 4;
    private static final int EIO = 5;
    private static final int EAGAIN = 11;
    private static final int EBADFD = 77; // a tap whose namespace is gone
    private static final int ENETDOWN = 100;
    private static final int ENOBUFS = 105;

    private static final ValueLayout.OfLong SIZE = JAVA_LONG;
    private static final int POLLFD_BYTES = 8;

    private final MemorySegment callState;
    private final MemorySegment pollFds;
    private final MemorySegment eight;

    /**
     * @param arena holds the memory for {@code errno}; the instance lives as long as it
     */
    NetCalls(Arena arena) {
        callState = CFunctions.callState(arena);
        pollFds = arena.allocate(2 * POLLFD_BYTES, Long.BYTES);
        eight = arena.allocate(JAVA_LONG);
    }

    /**
     * Reads from a descriptor that does not block.
     *
     * @return how many bytes came; 0 when nothing is there
     */
    int read(int fd, MemorySegment into) {
        long result;
        try {
            result = (long) Handles.READ.invokeExact(callState, fd, into, into.byteSize());
        } catch (Throwable e) {
            throw CFunctions.unexpected(e);
        }
        return (int) orNothing("read", result);
    }

    /**
     * Writes a frame to a descriptor that does not block.
     *
     * @return false when the frame was not taken: the interface is down or gone, or has no room
     */
    boolean write(int fd, MemorySegment frame) {
        long result;
        try {
            result = (long) Handles.WRITE.invokeExact(callState, fd, frame, frame.byteSize());
        } catch (Throwable e) {
            throw CFunctions.unexpected(e);
        }
        if (result == -1) {
            return switch (CFunctions.errno(callState)) {
                case EIO, EAGAIN, EBADFD, ENETDOWN, ENOBUFS -> false;
                default -> throw CFunctions.failure("write", callState);
            };
        }
        return true;
    }

    /**
     * Receives one packet and the address it came from, if one is there.
     *
     * @param from takes the address; as large as it may be
     * @param fromBytes the size of {@code from}, which the kernel replaces
     * @return the bytes received; 0 when nothing is there
     */
    int receive(int fd, MemorySegment into, MemorySegment from, MemorySegment fromBytes) {
        fromBytes.set(JAVA_INT, 0, (int) from.byteSize());
        long result;
        try {
            result =
                    (long)
                            Handles.RECVFROM.invokeExact(
                                    callState, fd, into, into.byteSize(), 0, from, fromBytes);
        } catch (Throwable e) {
            throw CFunctions.unexpected(e);
        }
        if (result == -1 && CFunctions.errno(callState) == ENETDOWN) {
            return 0; // an interface went down; the socket hears the others, and this one again
        }
        return (int) orNothing("recvfrom", result);
    }

    /** Waits without limit until one of two descriptors can be read; says whether the first can. */
    boolean awaitEither(int first, int second) {
        setPollFd(0, first);
        setPollFd(1, second);
        int result;
        try {
            result = (int) Handles.POLL.invokeExact(callState, pollFds, 2L, -1);
        } catch (Throwable e) {
            throw CFunctions.unexpected(e);
        }
        if (result == -1) {
            if (CFunctions.errno(callState) == EINTR) {
                return false;
            }
            throw CFunctions.failure("poll", callState);
        }
        return pollFds.get(ValueLayout.JAVA_SHORT, 6) != 0;
    }

    /** A counter that {@link #signal} makes readable. */
    int eventFd() {
        try {
            return checked("eventfd", (int) Handles.EVENTFD.invokeExact(callState, 0, EFD_CLOEXEC));
        } catch (Throwable e) {
            throw CFunctions.unexpected(e);
        }
    }

    void signal(int eventFd) {
        eight.set(JAVA_LONG, 0, 1);
        write(eventFd, eight);
    }

    int socket(int family, int type, int protocol) {
        try {
            return checked(
                    "socket", (int) Handles.SOCKET.invokeExact(callState, family, type, protocol));
        } catch (Throwable e) {
            throw CFunctions.unexpected(e);
        }
    }

    void setOption(int fd, String name, int level, int option, int value) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment argument = arena.allocateFrom(JAVA_INT, value);
            checked(
                    name,
                    (int)
                            Handles.SETSOCKOPT.invokeExact(
                                    callState, fd, level, option, argument, Integer.BYTES));
        } catch (Throwable e) {
            throw CFunctions.unexpected(e);
        }
    }

    /** Fills {@code value} with an option of exactly that size. */
    void getOption(int fd, String name, int level, int option, MemorySegment value) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocateFrom(JAVA_INT, (int) value.byteSize());
            checked(
                    name,
                    (int)
                            Handles.GETSOCKOPT.invokeExact(
                                    callState, fd, level, option, value, size));
        } catch (Throwable e) {
            throw CFunctions.unexpected(e);
        }
    }

    /** Takes the calling thread, and it alone, into the network namespace of this descriptor. */
    void enterNetwork(int namespaceFd) {
        try {
            checked("setns", (int) Handles.SETNS.invokeExact(callState, namespaceFd, CLONE_NEWNET));
        } catch (Throwable e) {
            throw CFunctions.unexpected(e);
        }
    }

    private void setPollFd(int index, int fd) {
        long at = (long) index * POLLFD_BYTES;
        pollFds.set(JAVA_INT, at, fd);
        pollFds.set(ValueLayout.JAVA_SHORT, at + 4, POLLIN);
        pollFds.set(ValueLayout.JAVA_SHORT, at + 6, (short) 0);
    }

    private int checked(String call, int result) {
        if (result == -1) {
            throw CFunctions.failure(call, callState);
        }
        return result;
    }

    private long orNothing(String call, long result) {
        if (result != -1) {
            return result;
        }
        return switch (CFunctions.errno(callState)) {
            case EAGAIN, EINTR -> 0;
            default -> throw CFunctions.failure(call, callState);
        };
    }

    /** Linked on first use. */
    private static final class Handles {
        static final MethodHandle READ =
                CFunctions.link("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, SIZE));
        static final MethodHandle WRITE =
                CFunctions.link("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, SIZE));
        static final MethodHandle RECVFROM =
                CFunctions.link(
                        "recvfrom",
                        FunctionDescriptor.of(
                                JAVA_LONG, JAVA_INT, ADDRESS, SIZE, JAVA_INT, ADDRESS, ADDRESS));
        static final MethodHandle POLL =
                CFunctions.link(
                        "poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
        static final MethodHandle EVENTFD =
                CFunctions.link("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
        static final MethodHandle SOCKET =
                CFunctions.link(
                        "socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
        static final MethodHandle SETSOCKOPT =
                CFunctions.link(
                        "setsockopt",
                        FunctionDescriptor.of(
                                JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
        static final MethodHandle GETSOCKOPT =
                CFunctions.link(
                        "getsockopt",
                        FunctionDescriptor.of(
                                JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
        static final MethodHandle SETNS =
                CFunctions.link("setns", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));

        private Handles() {}
    }
}
