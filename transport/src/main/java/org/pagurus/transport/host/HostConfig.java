package org.pagurus.transport.host;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.memory.GuestMemory;
import org.pagurus.transport.net.Uplink;
import org.pagurus.transport.security.TransportSecurity;

/**
 * How a host daemon is set up.
 *
 * @param listen where it serves; without TLS a loopback address
 * @param uplink what the guests' NICs are plugged into, or null for nothing
 * @param memoryLimitBytes the memory of all guests together, with the windows of the streams that
 *     guests come over
 * @param preallocatedBytes how much of it is set aside, and touched, when the daemon starts; 0 for
 *     none
 * @param dirtyLog who keeps the guests' dirty logs
 * @param tracesDirectory where traced guests find their traces
 * @param limits what those who connect may take
 * @param security how connections are protected, in and out
 */
public record HostConfig(
        InetSocketAddress listen,
        @Nullable Uplink uplink,
        long memoryLimitBytes,
        long preallocatedBytes,
        DirtyLogKind dirtyLog,
        Path tracesDirectory,
        PortLimits limits,
        TransportSecurity security) {
    public static final int DEFAULT_CONNECTION_LIMIT = PortLimits.DEFAULT.connections();
    public static final int MAX_CONNECTION_LIMIT = PortLimits.MAX_CONNECTIONS;

    public HostConfig {
        if (listen.getAddress() == null
                || !security.isTls() && !listen.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException(
                    "listen must be a loopback address, as there is no TLS, but is " + listen);
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

    /** Without TLS, on loopback alone; one peer may have all connections. */
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
                PortLimits.ofConnections(connectionLimit),
                TransportSecurity.NONE);
    }
}
