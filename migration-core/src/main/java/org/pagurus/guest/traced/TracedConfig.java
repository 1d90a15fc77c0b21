package org.pagurus.guest.traced;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.regex.Pattern;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.software.wire.TracedConfiguration;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;

/**
 * What a traced guest replays.
 *
 * @param trace the trace's name, which is its directory's name among the host's traces as well
 * @param finalSha256 tells the trace from another of that name
 * @param serviceBytes the pages at the end of memory that the key-value service keeps its table in:
 *     a multiple of 4096, or 0 for no service
 * @param dirtyFactorPermille how many pages are dirtied for 1000 that change, 1000 to 4000
 * @param seed chooses the pages that are dirtied and do not change
 */
public record TracedConfig(
        String trace, String finalSha256, long serviceBytes, int dirtyFactorPermille, long seed) {
    /** Measured on a real guest: 1.4 to 1.85 pages are dirtied for one that changes. */
    public static final int DEFAULT_DIRTY_FACTOR_PERMILLE = 1_500;

    private static final int MAX_DIRTY_FACTOR_PERMILLE = 4_000;

    /** No separators and no leading dot: a directory among the host's traces. */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-][a-zA-Z0-9._-]{0,63}");

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public TracedConfig {
        require(NAME.matcher(trace).matches(), "trace must be of the form " + NAME);
        require(SHA256.matcher(finalSha256).matches(), "finalSha256 must be 64 hex digits");
        require(
                serviceBytes >= 0
                        && serviceBytes <= GuestMemory.MAX_BYTES
                        && (serviceBytes & (Page.SIZE_BYTES - 1)) == 0,
                "serviceBytes must be a multiple of 4096 from 0 to "
                        + GuestMemory.MAX_BYTES
                        + " but is "
                        + serviceBytes);
        require(
                dirtyFactorPermille >= 1_000 && dirtyFactorPermille <= MAX_DIRTY_FACTOR_PERMILLE,
                "dirtyFactorPermille must be 1000 to "
                        + MAX_DIRTY_FACTOR_PERMILLE
                        + " but is "
                        + dirtyFactorPermille);
    }

    /** Replays a trace with the default dirty factor. */
    public static TracedConfig of(TraceDirectory trace, long serviceBytes) {
        return new TracedConfig(
                trace.name(), trace.finalSha256(), serviceBytes, DEFAULT_DIRTY_FACTOR_PERMILLE, 0);
    }

    /**
     * The memory such a guest has: the image, rounded up to whole chunks of 1 MiB, and the service.
     */
    public long memoryBytes(TraceDirectory directory) {
        long chunks = Math.ceilDiv(directory.pageCount(), Page.PER_CHUNK);
        return Page.offsetBytes(chunks << Page.CHUNK_SHIFT) + serviceBytes;
    }

    /** The {@code configuration} of a guest's description. */
    public ByteString toBytes() {
        return TracedConfiguration.newBuilder()
                .setTrace(trace)
                .setFinalSha256(finalSha256)
                .setServiceBytes(serviceBytes)
                .setDirtyFactorPermille(dirtyFactorPermille)
                .setSeed(seed)
                .build()
                .toByteString();
    }

    /** Reads a {@code configuration}, which came from another host and is not to be trusted. */
    public static TracedConfig fromBytes(ByteString bytes) throws GuestException {
        try {
            TracedConfiguration wire = TracedConfiguration.parseFrom(bytes);
            return new TracedConfig(
                    wire.getTrace(),
                    wire.getFinalSha256(),
                    wire.getServiceBytes(),
                    wire.getDirtyFactorPermille(),
                    wire.getSeed());
        } catch (InvalidProtocolBufferException e) {
            throw new GuestException(
                    "configuration must be a TracedConfiguration but is "
                            + bytes.size()
                            + " other bytes",
                    e);
        } catch (IllegalArgumentException e) {
            throw new GuestException("configuration: " + e.getMessage(), e);
        }
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
