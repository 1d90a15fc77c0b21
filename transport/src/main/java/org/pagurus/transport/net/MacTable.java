package org.pagurus.transport.net;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pagurus.guest.net.MacAddress;

/**
 * Which MAC was last seen behind which port. Entries do not age: they go when their port closes.
 * Used by one thread at a time.
 *
 * @param <P> the port, compared by identity
 */
final class MacTable<P> {
    private final int maxEntries;
    private final Map<MacAddress, P> ports = new HashMap<>();

    MacTable(int maxEntries) {
        this.maxEntries = maxEntries;
    }

    /** What a frame's source address taught. */
    enum Learned {
        /** Seen for the first time. */
        NEW,
        /** Seen behind this port before. */
        KNOWN,
        /** Was behind another port until now. */
        MOVED,
        /** New, but the table is full: frames to it are flooded. */
        FULL
    }

    Learned learn(MacAddress source, P port) {
        P before = ports.get(source);
        if (before == port) {
            return Learned.KNOWN;
        }
        if (before == null && ports.size() >= maxEntries) {
            return Learned.FULL;
        }
        ports.put(source, Objects.requireNonNull(port));
        return before == null ? Learned.NEW : Learned.MOVED;
    }

    @Nullable P portOf(MacAddress destination) {
        return ports.get(destination);
    }

    /** Forgets the MACs behind a port and says how many there were. */
    int flush(P port) {
        int before = ports.size();
        ports.values().removeIf(other -> other == port);
        return before - ports.size();
    }

    int size() {
        return ports.size();
    }
}
