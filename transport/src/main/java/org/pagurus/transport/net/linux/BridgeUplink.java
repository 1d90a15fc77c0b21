package org.pagurus.transport.net.linux;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.pagurus.guest.net.Announcement;
import org.pagurus.guest.net.FrameSink;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.memory.linux.Libc;
import org.pagurus.memory.linux.LinuxCallException;
import org.pagurus.transport.net.GuestPort;
import org.pagurus.transport.net.Uplink;

/** A Linux bridge, whose ports are the taps of the guests. */
public final class BridgeUplink implements Uplink {
    /** A MAC and an IP that nobody has. */
    private static final NicAddress NOBODY =
            new NicAddress(MacAddress.parse("52:54:00:ff:ff:fe"), Ipv4Address.parse("192.0.2.1"));

    private final String bridge;

    private BridgeUplink(String bridge) {
        this.bridge = bridge;
    }

    /**
     * A bridge of the network namespace of the calling thread. A tap is plugged in and taken off
     * again, and another one used: that it works is known then, and the first pass through the
     * calls, which takes tens of milliseconds, is over before a guest is paused.
     *
     * @throws IOException with one line that names what is missing: Linux, the right to make taps,
     *     the bridge
     */
    public static BridgeUplink open(String bridge) throws IOException {
        if (!Libc.isLinux()) {
            throw new IOException("bridge: expected Linux, found " + System.getProperty("os.name"));
        }
        if (bridge.isEmpty() || bridge.length() > Interfaces.MAX_NAME_BYTES) {
            throw new IOException(
                    "bridge: expected a name of 1 to "
                            + Interfaces.MAX_NAME_BYTES
                            + " characters, found '"
                            + bridge
                            + "'");
        }
        port(bridge, NOBODY, frame -> {}).close();
        try (GuestPort unplugged = port(null, NOBODY, frame -> {})) {
            unplugged.speak();
            Announcement.frames(NOBODY).forEach(unplugged::accept);
            unplugged.silence();
        }
        return new BridgeUplink(bridge);
    }

    @Override
    public GuestPort plug(NicAddress guest, FrameSink received) throws IOException {
        return port(bridge, guest, received);
    }

    private static GuestPort port(@Nullable String bridge, NicAddress guest, FrameSink received)
            throws IOException {
        try {
            return TapPort.open(bridge, guest.mac(), received);
        } catch (LinuxCallException e) {
            throw new IOException(
                    "bridge: expected to plug a tap into "
                            + bridge
                            + ", found: "
                            + e.getMessage()
                            + hint(e),
                    e);
        }
    }

    private static String hint(LinuxCallException e) {
        return e.errno() == Libc.EPERM ? "; it needs root (CAP_NET_ADMIN)" : "";
    }
}
