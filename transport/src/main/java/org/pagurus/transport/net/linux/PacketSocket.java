package org.pagurus.transport.net.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.pagurus.memory.linux.Libc;

/**
 * Hears every frame that comes in at an interface of a network namespace, ports of bridges included
 * ({@code packet(7)}). Frames are heard in the order in which they came, whatever interface they
 * came in at.
 *
 * <pre>
 *   struct sockaddr_ll: 0          2          4         8               10          11        12
 *                       +----------+----------+---------+---------------+-----------+---------+-----------+
 *                       | family 2 | proto. 2 | index 4 | hardware type | packet t. | length  | address 8 |
 *                       +----------+----------+---------+---------------+-----------+---------+-----------+
 * </pre>
 */
final class PacketSocket implements AutoCloseable {
    /** Takes the frames, on the socket's thread. */
    interface Listener {
        /**
         * @param interfaceIndex where it came in
         * @param start its first bytes, up to {@value PacketSocket#HEARD_BYTES}
         */
        void heard(int interfaceIndex, byte[] start);
    }

    /** Enough for the headers that anybody here looks at. */
    static final int HEARD_BYTES = 64;

    /** ETH_P_ALL in network byte order. */
    private static final int ALL_PROTOCOLS = 0x0300;

    // <linux/if_packet.h>
    private static final int SOL_PACKET = 263;
    private static final int PACKET_STATISTICS = 6;
    private static final int PACKET_IGNORE_OUTGOING = 23;
    private static final byte PACKET_OUTGOING = 4;
    private static final int ADDRESS_BYTES = 20;
    private static final int INDEX_OFFSET = 4;
    private static final int PACKET_TYPE_OFFSET = 10;

    // <asm-generic/socket.h>
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int BUFFER_BYTES = 8 << 20;

    private static final int MAX_FRAMES_A_TURN = 1_024;

    private final Arena arena;
    private final int fd;
    private final ReadLoop reader;

    /** Guarded by this. */
    private long missedFrames;

    /** Guarded by this. */
    private boolean closed;

    private PacketSocket(Arena arena, int fd, Listener listener) {
        this.arena = arena;
        this.fd = fd;
        MemorySegment start = arena.allocate(HEARD_BYTES);
        MemorySegment from = arena.allocate(ADDRESS_BYTES, Integer.BYTES);
        MemorySegment fromBytes = arena.allocate(JAVA_INT);
        reader =
                ReadLoop.start(
                        "packet-socket",
                        fd,
                        calls -> readAll(calls, fd, listener, start, from, fromBytes));
    }

    /**
     * Listens in the namespace of the calling thread.
     *
     * @throws org.pagurus.memory.linux.LinuxCallException where the kernel does not allow it
     */
    static PacketSocket open(Listener listener) {
        Arena arena = Arena.ofShared();
        try {
            NetCalls calls = new NetCalls(arena);
            int fd =
                    calls.socket(
                            NetCalls.AF_PACKET,
                            NetCalls.SOCK_RAW | NetCalls.SOCK_CLOEXEC | NetCalls.SOCK_NONBLOCK,
                            ALL_PROTOCOLS);
            try {
                calls.setOption(
                        fd, "PACKET_IGNORE_OUTGOING", SOL_PACKET, PACKET_IGNORE_OUTGOING, 1);
                calls.setOption(fd, "SO_RCVBUFFORCE", SOL_SOCKET, SO_RCVBUFFORCE, BUFFER_BYTES);
                return new PacketSocket(arena, fd, listener);
            } catch (RuntimeException e) {
                new Libc(arena).close(fd);
                throw e;
            }
        } catch (RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /** Frames that came faster than they were read, so far: they were not heard. */
    synchronized long missedFrames() {
        if (!closed) {
            try (Arena call = Arena.ofConfined()) {
                // Packets and drops since the last time it was asked.
                MemorySegment statistics = call.allocate(JAVA_INT, 2);
                new NetCalls(call)
                        .getOption(
                                fd, "PACKET_STATISTICS", SOL_PACKET, PACKET_STATISTICS, statistics);
                missedFrames += Integer.toUnsignedLong(statistics.getAtIndex(JAVA_INT, 1));
            }
        }
        return missedFrames;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        missedFrames();
        closed = true;
        if (reader.end()) {
            new Libc(arena).close(fd);
            arena.close();
        }
    }

    private static void readAll(
            NetCalls calls,
            int fd,
            Listener listener,
            MemorySegment start,
            MemorySegment from,
            MemorySegment fromBytes) {
        for (int i = 0; i < MAX_FRAMES_A_TURN; i++) {
            int length = calls.receive(fd, start, from, fromBytes);
            if (length == 0) {
                return;
            }
            if (from.get(JAVA_BYTE, PACKET_TYPE_OFFSET) == PACKET_OUTGOING) {
                continue; // from between the socket's creation and the option that keeps them out
            }
            listener.heard(
                    from.get(JAVA_INT, INDEX_OFFSET), start.asSlice(0, length).toArray(JAVA_BYTE));
        }
    }
}
