package org.pagurus.protocol;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/**
 * Names one migration: 16 bytes, chosen afresh by the source, so that nothing from an earlier one
 * is mistaken for it.
 */
public record MigrationToken(long high, long low) {
    public static final int SIZE_BYTES = 16;

    /** A new token; the generator must be unpredictable where the network is not trusted. */
    public static MigrationToken random(RandomGenerator random) {
        return new MigrationToken(random.nextLong(), random.nextLong());
    }

    public static MigrationToken of(ByteString bytes) throws ProtocolException {
        if (bytes.size() != SIZE_BYTES) {
            throw new ProtocolException("token", "expected 16 bytes but found " + bytes.size());
        }
        ByteBuffer buffer = bytes.asReadOnlyByteBuffer();
        return new MigrationToken(buffer.getLong(), buffer.getLong());
    }

    public ByteString toBytes() {
        return ByteString.copyFrom(
                ByteBuffer.allocate(SIZE_BYTES).putLong(high).putLong(low).flip());
    }

    @Override
    public String toString() {
        return String.format("%016x%016x", high, low);
    }
}
