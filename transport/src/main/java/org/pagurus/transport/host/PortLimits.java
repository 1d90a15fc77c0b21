package org.pagurus.transport.host;

import org.pagurus.memory.GuestMemory;
import org.pagurus.protocol.Limits;

/**
 * What those who connect to a host may take of it.
 *
 * @param connections served at a time, of all kinds
 * @param connectionsPerPeer of them, for one peer
 * @param handshakes connections at a time whose handshake and preface have not come; when there are
 *     more, the oldest makes room
 * @param handshakeMs how long handshake and preface may take together
 * @param frameBytes the longest control message or command
 * @param peerMemoryBytes what the guests that one peer brings may take, with the windows of their
 *     streams, until they run here
 */
public record PortLimits(
        int connections,
        int connectionsPerPeer,
        int handshakes,
        long handshakeMs,
        int frameBytes,
        long peerMemoryBytes) {
    public static final int MAX_CONNECTIONS = 4096;
    public static final int MAX_HANDSHAKES = 4096;
    public static final long MAX_HANDSHAKE_MS = 60_000;

    /** No message of a migration without device state is longer. */
    public static final int MIN_FRAME_BYTES = 64 << 10;

    public static final int MAX_FRAME_BYTES = Limits.CONTROL_MESSAGE_BYTES;
    public static final long MAX_PEER_MEMORY_BYTES = GuestMemory.MAX_BYTES * 64;

    public static final PortLimits DEFAULT =
            new PortLimits(256, 128, 64, 5_000, MAX_FRAME_BYTES, MAX_PEER_MEMORY_BYTES);

    /**
     * @throws IllegalArgumentException names the field
     */
    public PortLimits {
        check("connections", connections, 1, MAX_CONNECTIONS);
        check("connectionsPerPeer", connectionsPerPeer, 1, MAX_CONNECTIONS);
        check("handshakes", handshakes, 1, MAX_HANDSHAKES);
        check("handshakeMs", handshakeMs, 1, MAX_HANDSHAKE_MS);
        check("frameBytes", frameBytes, MIN_FRAME_BYTES, MAX_FRAME_BYTES);
        check("peerMemoryBytes", peerMemoryBytes, 1, MAX_PEER_MEMORY_BYTES);
    }

    /** The default ones, but for the connections, all of which one peer may have. */
    public static PortLimits ofConnections(int connections) {
        return new PortLimits(
                connections,
                connections,
                DEFAULT.handshakes,
                DEFAULT.handshakeMs,
                DEFAULT.frameBytes,
                DEFAULT.peerMemoryBytes);
    }

    private static void check(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    field + " must be " + least + " to " + most + " but is " + value);
        }
    }
}
