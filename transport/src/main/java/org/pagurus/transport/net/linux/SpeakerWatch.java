package org.pagurus.transport.net.linux;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pagurus.guest.net.EthernetHeader;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.MalformedFrameException;
import org.pagurus.memory.linux.LinuxCallException;

/**
 * Watches who speaks for a MAC: at which ports of a bridge its frames come in, turn by turn. While
 * a guest moves once there are two turns; a third one means that the old host spoke after the new
 * one had begun.
 */
public final class SpeakerWatch implements AutoCloseable {
    /** Turns kept; more are counted only. */
    public static final int MAX_TURNS = 1_000;

    /**
     * Frames in a row at one port.
     *
     * @param port the interface's name
     */
    public record Turn(String port, long frames) {}

    private final MacAddress mac;

    /** By interface number. */
    private final Map<Integer, String> ports;

    /** Guarded by this. */
    private final List<Turn> turns = new ArrayList<>();

    /** The port of the turn that grows. Guarded by this. */
    private @Nullable String speaker;

    /** Guarded by this. */
    private long turnCount;

    private final PacketSocket socket;

    private SpeakerWatch(MacAddress mac, Map<Integer, String> ports) {
        this.mac = mac;
        this.ports = ports;
        socket = PacketSocket.open(this::heard);
    }

    /**
     * Watches in the network namespace of the calling thread.
     *
     * @param ports the bridge's ports that are looked at
     * @throws IOException with one line, where the kernel does not allow it or a port is not there
     */
    public static SpeakerWatch start(MacAddress mac, List<String> ports) throws IOException {
        try (Interfaces interfaces = Interfaces.open()) {
            Map<Integer, String> byIndex = new HashMap<>();
            ports.forEach(port -> byIndex.put(interfaces.index(port), port));
            return new SpeakerWatch(mac, byIndex);
        } catch (LinuxCallException e) {
            throw new IOException("watching " + ports + ": " + e.getMessage(), e);
        }
    }

    /** The first {@value #MAX_TURNS} turns so far, the last one still growing. */
    public synchronized List<Turn> turns() {
        return List.copyOf(turns);
    }

    /** All turns so far. */
    public synchronized long turnCount() {
        return turnCount;
    }

    /** Frames that came faster than they were looked at; with any, the turns say nothing. */
    public long missedFrames() {
        return socket.missedFrames();
    }

    @Override
    public void close() {
        socket.close();
    }

    private void heard(int interfaceIndex, byte[] start) {
        String port = ports.get(interfaceIndex);
        if (port == null || !isFromTheMac(start)) {
            return;
        }
        synchronized (this) {
            if (!port.equals(speaker)) {
                speaker = port;
                turnCount++;
                if (turnCount <= MAX_TURNS) {
                    turns.add(new Turn(port, 0));
                }
            }
            if (turnCount <= MAX_TURNS) {
                turns.set(turns.size() - 1, new Turn(port, turns.getLast().frames + 1));
            }
        }
    }

    private boolean isFromTheMac(byte[] start) {
        try {
            return EthernetHeader.read(start).source().equals(mac);
        } catch (MalformedFrameException e) {
            return false; // shorter than a header, which no bridge passes on either
        }
    }
}
