package org.pagurus.guest.service;

/** What a client asks of the key-value service; drawn in {@link KeyValueProtocol}. */
public sealed interface KeyValueRequest {
    /** Chosen by the client and sent back with the reply. */
    long requestId();

    long key();

    /**
     * Stores a value unless the table holds this or a newer version of the key.
     *
     * @param version 1 to {@link Long#MAX_VALUE}
     * @param value {@link KeyValueProtocol#VALUE_BYTES} bytes
     */
    record Put(long requestId, long key, long version, byte[] value) implements KeyValueRequest {
        public Put {
            KeyValueProtocol.checkVersion(version);
            KeyValueProtocol.checkValue(value);
        }
    }

    /** Asks for the stored version and value of a key. */
    record Get(long requestId, long key) implements KeyValueRequest {}
}
