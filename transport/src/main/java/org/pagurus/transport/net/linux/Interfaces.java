package org.pagurus.transport.net.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.memory.linux.Libc;
import org.pagurus.memory.linux.LinuxCallException;

/**
 * The network interfaces of the namespace in which this was opened, by name ({@code netdevice(7)}).
 * Every call that fails throws a {@link LinuxCallException} with the interface's name. Safe for all
 * threads.
 *
 * <pre>
 *   struct ifreq: 0              16
 *                 +--------------+----------------------------------+
 *                 | name 16      | flags 2, index 4 or sockaddr 16  |
 *                 +--------------+----------------------------------+
 * </pre>
 */
final class Interfaces implements AutoCloseable {
    /** What a name may have: its last byte in the struct is zero. */
    static final int MAX_NAME_BYTES = 15;

    static final int REQUEST_BYTES = 40;
    static final int NAME_BYTES = 16;

    // <bits/ioctls.h>
    private static final long SIOCGIFFLAGS = 0x8913;
    private static final long SIOCSIFFLAGS = 0x8914;
    private static final long SIOCSIFHWADDR = 0x8924;
    private static final long SIOCGIFINDEX = 0x8933;
    private static final long SIOCBRADDIF = 0x89a2;

    private static final short IFF_UP = 1;
    private static final short ARPHRD_ETHER = 1;

    private final Arena arena = Arena.ofShared();
    private final Libc libc = new Libc(arena);
    private final MemorySegment request = arena.allocate(REQUEST_BYTES, Long.BYTES);
    private final int fd;

    private Interfaces(int fd) {
        this.fd = fd;
    }

    static Interfaces open() {
        try (Arena call = Arena.ofConfined()) {
            return new Interfaces(
                    new NetCalls(call)
                            .socket(
                                    NetCalls.AF_INET,
                                    NetCalls.SOCK_DGRAM | NetCalls.SOCK_CLOEXEC,
                                    0));
        }
    }

    /** Puts a name at the start of a request; the rest of it becomes zero. */
    static void name(MemorySegment request, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length == 0 || bytes.length > MAX_NAME_BYTES) {
            throw new IllegalArgumentException(
                    "interface name must have 1 to " + MAX_NAME_BYTES + " bytes but is " + name);
        }
        request.fill((byte) 0);
        MemorySegment.copy(bytes, 0, request, JAVA_BYTE, 0, bytes.length);
    }

    /** The number of this interface in its namespace. */
    synchronized int index(String name) {
        name(request, name);
        ioctl("SIOCGIFINDEX of " + name, SIOCGIFINDEX);
        return request.get(JAVA_INT, NAME_BYTES);
    }

    /** Brings it up, or takes it down: then it carries no frame any more when this returns. */
    synchronized void setUp(String name, boolean up) {
        name(request, name);
        ioctl("SIOCGIFFLAGS of " + name, SIOCGIFFLAGS);
        short flags = request.get(JAVA_SHORT, NAME_BYTES);
        request.set(JAVA_SHORT, NAME_BYTES, (short) (up ? flags | IFF_UP : flags & ~IFF_UP));
        ioctl("SIOCSIFFLAGS of " + name, SIOCSIFFLAGS);
    }

    /** Gives it a hardware address of its own. */
    synchronized void setMac(String name, MacAddress mac) {
        name(request, name);
        request.set(JAVA_SHORT, NAME_BYTES, ARPHRD_ETHER);
        for (int i = 0; i < 6; i++) {
            request.set(JAVA_BYTE, NAME_BYTES + 2 + (long) i, (byte) (mac.bits() >>> (40 - 8 * i)));
        }
        ioctl("SIOCSIFHWADDR of " + name, SIOCSIFHWADDR);
    }

    /** Makes it a port of this bridge. */
    synchronized void addToBridge(String bridge, String name) {
        int index = index(name);
        name(request, bridge);
        request.set(JAVA_INT, NAME_BYTES, index);
        ioctl("SIOCBRADDIF to " + bridge, SIOCBRADDIF);
    }

    @Override
    public synchronized void close() {
        libc.close(fd);
        arena.close();
    }

    private void ioctl(String call, long number) {
        libc.ioctl(fd, call, number, request);
    }
}
