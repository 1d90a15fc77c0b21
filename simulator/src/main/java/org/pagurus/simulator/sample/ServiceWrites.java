package org.pagurus.simulator.sample;

import java.util.List;
import org.pagurus.guest.service.KeyValueProtocol;

/**
 * What clients write to a guest's key-value service.
 *
 * @param keys those that they write, all alike
 * @param putsPerSecond to all of them together, 0 or more
 * @param values what they write
 */
public record ServiceWrites(List<Long> keys, double putsPerSecond, Values values) {
    /** No clients. */
    public static final ServiceWrites NONE =
            new ServiceWrites(
                    List.of(), 0, (key, version) -> new byte[KeyValueProtocol.VALUE_BYTES]);

    /** What clients write. */
    public interface Values {
        /**
         * The value of a key.
         *
         * @param version 1 or more
         */
        byte[] of(long key, long version);
    }

    public ServiceWrites {
        keys = List.copyOf(keys);
        if (!(putsPerSecond >= 0)) {
            throw new IllegalArgumentException(
                    "putsPerSecond: expected 0 or more but found " + putsPerSecond);
        }
    }
}
