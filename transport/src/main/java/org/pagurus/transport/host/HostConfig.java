package org.pagurus.transport.host;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.memory.GuestMemory;
import org.pagurus.transport.net.Uplink;

/**
 * How a host daemon is set up.
 *
 * @param listen where it serves; a loopback address
 * @param uplink what the guests' NICs are plugged into, or null for nothing
 * @param memoryLimitBytes the memory of all guests together, with the windows of the streams that
 *     guests come over
 * @param preallocatedBytes how much of it is set aside, and touched, when the daemon starts; 0 for
 *     none
 * @param dirtyLog who keeps the guests' dirty logs
 * @param tracesDirectory where traced guests find their traces
 * @param connectionLimit connections served at a time, of all kinds
 * @param unauthenticatedLinkLocal whether {@code listen} may be a link-local address too, which no
 *     router passes on: for hosts in network namespaces of the demo's own, until there is
 *     authentication
 */
public record HostConfig(
        InetSocketAddress listen,
        @Nullable Uplink uplink,
        long memoryLimitBytes,
        long preallocatedBytes,
        DirtyLogKind dirtyLog,
        Path tracesDirectory,
        int connectionLimit,
        boolean unauthenticatedLinkLocal) {
    public static final int DEFAULT_CONNECTION_LIMIT = 256;
    public static final int MAX_CONNECTION_LIMIT = 4096;

    public HostConfig {
        if (connectionLimit < 1 || connectionLimit > MAX_CONNECTION_LIMIT) {
            throw new IllegalArgumentException(
                    "connectionLimit must be 1 to "
                            + MAX_CONNECTION_LIMIT
                            + " but is "
                            + connectionLimit);
        }
        if (!mayListen(listen.getAddress(), unauthenticatedLinkLocal)) {
            throw new IllegalArgumentException(
                    "listen must be a loopback address, as there is no authentication yet, but is "
                            + listen);
        }
        if (memoryLimitBytes <= 0 || memoryLimitBytes > GuestMemory.MAX_BYTES * 64) {
            throw new IllegalArgumentException(
                    "memoryLimitBytes must be 1 to "
                            + GuestMemory.MAX_BYTES * 64
                            + " but is "
                            + memoryLimitBytes);
        }
        if (preallocatedBytes < 0 || preallocatedBytes > memoryLimitBytes) {
            throw new IllegalArgumentException(
                    "preallocatedBytes must be 0 to memoryLimitBytes but is " + preallocatedBytes);
        }
    }

    /** Listening on loopback alone. */
    public HostConfig(
            InetSocketAddress listen,
            @Nullable Uplink uplink,
            long memoryLimitBytes,
            long preallocatedBytes,
            DirtyLogKind dirtyLog,
            Path tracesDirectory,
            int connectionLimit) {
        this(
                listen,
                uplink,
                memoryLimitBytes,
                preallocatedBytes,
                dirtyLog,
                tracesDirectory,
                connectionLimit,
                false);
    }

    /** Whether a daemon without authentication may serve on an address. */
    public static boolean mayListen(
            @Nullable InetAddress address, boolean unauthenticatedLinkLocal) {
        return address != null
                && (address.isLoopbackAddress()
                        || (unauthenticatedLinkLocal && address.isLinkLocalAddress()));
    }
}
