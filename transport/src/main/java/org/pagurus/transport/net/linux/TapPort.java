package org.pagurus.transport.net.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pagurus.guest.net.DropCounters;
import org.pagurus.guest.net.EthernetHeader;
import org.pagurus.guest.net.FrameSink;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.memory.linux.Libc;
import org.pagurus.transport.net.GuestPort;
import org.pagurus.transport.net.PortDrop;

/**
 * A guest's cable on a tap device ({@code Documentation/networking/tuntap.rst}): what the guest
 * sends comes out of the tap, and what the kernel sends to the tap is handed to the guest. The tap
 * lives as long as this port, in the network namespace of the thread that opened it.
 *
 * <p>The tap has a MAC of its own. The guest's would be one that the bridge takes for an address of
 * its own host, and no frame would reach the guest.
 *
 * <p>Silent means down: the kernel takes nothing from a tap that is down, whatever a process writes
 * to it.
 */
public final class TapPort implements GuestPort {
    /** The longest frame taken in or sent. */
    static final int MAX_FRAME_BYTES = 65_535;

    private static final String CLONE_DEVICE = "/dev/net/tun";
    private static final String NAME_PATTERN = "guest%d";
    private static final int O_RDWR = 2;
    private static final int O_NONBLOCK = 0x800;

    // <linux/if_tun.h>
    private static final long TUNSETIFF = 0x400454caL;
    private static final short IFF_TAP = 0x0002;
    private static final short IFF_NO_PI = 0x1000;

    /** The first byte of the tap's own MAC: higher than any vendor's, so no bridge takes it. */
    private static final long OWN_MAC_BYTE = 0xfe;

    private static final long OTHER_MAC_BYTE = 0xfa;

    /** Of one turn of the reader, so that it can be told to end under any load. */
    private static final int MAX_FRAMES_A_TURN = 256;

    private final Arena arena;
    private final int fd;
    private final String name;
    private final Interfaces interfaces;
    private final DropCounters<PortDrop> drops = new DropCounters<>(PortDrop.class);

    /** The writers' own. Guarded by this. */
    private final NetCalls calls;

    private final MemorySegment outgoing;

    /** Whether what is written leaves. Guarded by this. */
    private boolean speaking;

    /** Guarded by this. */
    private boolean up;

    /** Guarded by this. */
    private boolean closed;

    private final ReadLoop reader;

    private TapPort(Arena arena, int fd, String name, Interfaces interfaces, FrameSink received) {
        this.arena = arena;
        this.fd = fd;
        this.name = name;
        this.interfaces = interfaces;
        calls = new NetCalls(arena);
        outgoing = arena.allocate(MAX_FRAME_BYTES);
        MemorySegment incoming = arena.allocate(MAX_FRAME_BYTES);
        reader = ReadLoop.start(name, fd, readCalls -> readAll(readCalls, incoming, received));
    }

    /**
     * Makes a tap that is up and {@linkplain #silence silent}.
     *
     * @param bridge the Linux bridge that it becomes a port of; null for none
     * @param guest the MAC that the guest behind it has
     * @param received takes the frames that come in, on a thread of this port
     * @throws org.pagurus.memory.linux.LinuxCallException when the kernel does not allow it
     */
    static TapPort open(@Nullable String bridge, MacAddress guest, FrameSink received) {
        Arena arena = Arena.ofShared();
        Libc libc = new Libc(arena);
        int fd = -1;
        Interfaces interfaces = null;
        try {
            fd = libc.open(CLONE_DEVICE, O_RDWR | O_NONBLOCK | Libc.O_CLOEXEC);
            String name = create(libc, arena, fd);
            interfaces = Interfaces.open();
            interfaces.setMac(name, ownMac(guest));
            if (bridge != null) {
                interfaces.addToBridge(bridge, name);
            }
            TapPort port = new TapPort(arena, fd, name, interfaces, received);
            port.bringUp();
            return port;
        } catch (RuntimeException e) {
            if (interfaces != null) {
                interfaces.close();
            }
            if (fd != -1) {
                libc.close(fd);
            }
            arena.close();
            throw e;
        }
    }

    private static String create(Libc libc, Arena arena, int fd) {
        MemorySegment request = arena.allocate(Interfaces.REQUEST_BYTES, Long.BYTES);
        Interfaces.name(request, NAME_PATTERN);
        request.set(JAVA_SHORT, Interfaces.NAME_BYTES, (short) (IFF_TAP | IFF_NO_PI));
        libc.ioctl(fd, "TUNSETIFF of a tap", TUNSETIFF, request);
        return request.getString(0, StandardCharsets.US_ASCII);
    }

    private static MacAddress ownMac(MacAddress guest) {
        long first = guest.bits() >>> 40 == OWN_MAC_BYTE ? OTHER_MAC_BYTE : OWN_MAC_BYTE;
        return new MacAddress(first << 40 | guest.bits() & 0xff_ffff_ffffL);
    }

    @Override
    public synchronized void accept(byte[] frame) {
        if (frame.length < EthernetHeader.SIZE_BYTES || frame.length > MAX_FRAME_BYTES) {
            drops.count(PortDrop.FRAME_SIZE);
        } else if (closed) {
            drops.count(PortDrop.DISCONNECTED);
        } else if (!speaking) {
            drops.count(PortDrop.SILENT);
        } else {
            MemorySegment.copy(frame, 0, outgoing, JAVA_BYTE, 0, frame.length);
            if (!calls.write(fd, outgoing.asSlice(0, frame.length))) {
                drops.count(PortDrop.OUTPUT_FULL);
            }
        }
    }

    @Override
    public synchronized void silence() {
        speaking = false;
        if (up && !closed) {
            interfaces.setUp(name, false);
            up = false;
        }
    }

    @Override
    public synchronized void speak() {
        if (!closed) {
            bringUp();
            speaking = true;
        }
    }

    /** The tap's name in its namespace. */
    String name() {
        return name;
    }

    @Override
    public Map<PortDrop, Long> drops() {
        return drops.snapshot();
    }

    /** Removes the tap. Not to be called by the receiver. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        // Without the lock, as the reader may be about to send an answer.
        if (!reader.end()) {
            return;
        }
        synchronized (this) {
            interfaces.close();
            new Libc(arena).close(fd);
            arena.close();
        }
    }

    private synchronized void bringUp() {
        if (!up) {
            interfaces.setUp(name, true);
            up = true;
        }
    }

    private void readAll(NetCalls readCalls, MemorySegment incoming, FrameSink received) {
        for (int i = 0; i < MAX_FRAMES_A_TURN; i++) {
            int length = readCalls.read(fd, incoming);
            if (length == 0) {
                return;
            }
            byte[] frame = new byte[length];
            MemorySegment.copy(incoming, JAVA_BYTE, 0, frame, 0, length);
            received.accept(frame);
        }
    }
}
