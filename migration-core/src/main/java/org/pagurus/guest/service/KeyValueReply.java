package org.pagurus.guest.service;

/**
 * What the key-value service answers; drawn in {@link KeyValueProtocol}.
 *
 * @param generation how many times the guest was resumed on a new host; unsigned. By it a client
 *     tells which host answered.
 * @param requestId the request's
 * @param key the request's, 0 when the request is malformed
 * @param version the stored version, 0 when there is none
 * @param value {@link KeyValueProtocol#VALUE_BYTES} bytes when {@link KeyValueStatus#FOUND}, else
 *     none
 */
public record KeyValueReply(
        KeyValueStatus status,
        int generation,
        long requestId,
        long key,
        long version,
        byte[] value) {
    private static final byte[] NO_VALUE = {};

    public KeyValueReply {
        if (status == KeyValueStatus.FOUND) {
            KeyValueProtocol.checkValue(value);
        } else if (value.length != 0) {
            throw new IllegalArgumentException(
                    "a reply " + status + " has no value but has " + value.length + " bytes");
        }
    }

    /** A reply without a value. */
    static KeyValueReply bare(
            KeyValueStatus status, int generation, long requestId, long key, long version) {
        return new KeyValueReply(status, generation, requestId, key, version, NO_VALUE);
    }
}
