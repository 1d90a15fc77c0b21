package org.pagurus.transport.host;

import java.util.List;
import java.util.Map;

/**
 * How a host stands at one moment.
 *
 * @param guests how many, by their place: {@code booting}, {@code running}, {@code incoming},
 *     {@code outgoing}
 * @param guestBytes the memory that they take, with the windows of those that are coming
 * @param connections served now
 * @param handshakes connections that are open and have not said who they are, or are being closed
 * @param outgoing guests that migrations take away now
 * @param incoming migrations that come in now
 */
public record HostStatus(
        Map<String, Integer> guests,
        long guestBytes,
        int connections,
        int handshakes,
        List<String> outgoing,
        int incoming) {}
