package org.pagurus.experiments.demo;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pagurus.guest.service.KeyValueReply;
import org.pagurus.guest.service.KeyValueRequest;

/**
 * Which versions of which keys were sent and acknowledged, and whether the replies agree. For one
 * client that has the keys for itself and one request outstanding. Used under its owner's lock.
 *
 * <p>Keys are {@code firstKey .. firstKey + keyCount - 1} and named here by their index.
 */
final class WriteLedger {
    private final long firstKey;

    /** By key: the highest version sent, or found before the first was acknowledged. */
    private final long[] sentVersions;

    /** By key: the highest version acknowledged, 0 for none. */
    private final long[] acknowledgedVersions;

    /** By key: the highest acknowledged version found lost, 0 for none. */
    private final long[] lostVersions;

    private long acknowledgedWrites;
    private long lostWrites;

    WriteLedger(long firstKey, int keyCount) {
        this.firstKey = firstKey;
        this.sentVersions = new long[keyCount];
        this.acknowledgedVersions = new long[keyCount];
        this.lostVersions = new long[keyCount];
    }

    KeyValueRequest.Put nextPut(long requestId, int index) {
        long key = firstKey + index;
        long version = ++sentVersions[index];
        return new KeyValueRequest.Put(requestId, key, version, LoadValues.of(key, version));
    }

    KeyValueRequest.Get nextGet(long requestId, int index) {
        return new KeyValueRequest.Get(requestId, firstKey + index);
    }

    /** The first index from {@code from} on with an acknowledged write, or -1. */
    int nextAcknowledged(int from) {
        for (int index = from; index < acknowledgedVersions.length; index++) {
            if (acknowledgedVersions[index] != 0) {
                return index;
            }
        }
        return -1;
    }

    /** Takes in the answer to a request and says what is wrong with it, null when nothing is. */
    @Nullable Anomaly check(KeyValueRequest request, KeyValueReply reply) {
        return switch (reply.status()) {
            case TABLE_FULL, MALFORMED, CORRUPT ->
                    anomaly(Anomaly.Kind.ERROR_REPLY, request, reply, "an answer without error");
            case STORED, KEPT ->
                    request instanceof KeyValueRequest.Put put && reply.key() == put.key()
                            ? checkPut(put, reply)
                            : unexpected(request, reply);
            case FOUND, NOT_FOUND ->
                    request instanceof KeyValueRequest.Get get && reply.key() == get.key()
                            ? checkGet(get, reply)
                            : unexpected(request, reply);
        };
    }

    long acknowledgedWrites() {
        return acknowledgedWrites;
    }

    /** Acknowledged writes found lost, each counted once. */
    long lostWrites() {
        return lostWrites;
    }

    Map<Long, Long> acknowledgedVersions() {
        Map<Long, Long> versions = new HashMap<>();
        for (int i = nextAcknowledged(0); i >= 0; i = nextAcknowledged(i + 1)) {
            versions.put(firstKey + i, acknowledgedVersions[i]);
        }
        return versions;
    }

    private @Nullable Anomaly checkPut(KeyValueRequest.Put put, KeyValueReply reply) {
        int index = index(put);
        switch (reply.status()) {
            case STORED -> {
                if (reply.version() != put.version()) {
                    return unexpected(put, reply);
                }
                acknowledgedVersions[index] = put.version();
                acknowledgedWrites++;
                return null;
            }
            default -> {
                if (acknowledgedVersions[index] != 0 || reply.version() < put.version()) {
                    return unexpected(put, reply);
                }
                // An earlier client with the same keys wrote it: go on from there.
                sentVersions[index] = reply.version();
                return null;
            }
        }
    }

    private @Nullable Anomaly checkGet(KeyValueRequest.Get get, KeyValueReply reply) {
        int index = index(get);
        long version = reply.version();
        long acknowledged = acknowledgedVersions[index];
        if (version < acknowledged) {
            if (lostVersions[index] != acknowledged) {
                lostVersions[index] = acknowledged;
                lostWrites++;
            }
            return anomaly(
                    Anomaly.Kind.LOST_WRITE, get, reply, "version " + acknowledged + " or newer");
        }
        if (version > sentVersions[index]) {
            if (acknowledged != 0) {
                return unexpected(get, reply);
            }
            sentVersions[index] = version;
        }
        if (version != 0 && !Arrays.equals(reply.value(), LoadValues.of(get.key(), version))) {
            return anomaly(Anomaly.Kind.WRONG_VALUE, get, reply, "the value of that version");
        }
        return null;
    }

    private int index(KeyValueRequest request) {
        return Math.toIntExact(request.key() - firstKey);
    }

    private Anomaly unexpected(KeyValueRequest request, KeyValueReply reply) {
        return anomaly(
                Anomaly.Kind.UNEXPECTED_REPLY,
                request,
                reply,
                "version "
                        + acknowledgedVersions[index(request)]
                        + " to "
                        + sentVersions[index(request)]);
    }

    private static Anomaly anomaly(
            Anomaly.Kind kind, KeyValueRequest request, KeyValueReply reply, String expected) {
        String verb = request instanceof KeyValueRequest.Put ? "PUT" : "GET";
        return new Anomaly(
                kind,
                verb
                        + " of key "
                        + request.key()
                        + ": expected "
                        + expected
                        + ", found "
                        + reply.status()
                        + " version "
                        + reply.version()
                        + " of generation "
                        + Integer.toUnsignedString(reply.generation()));
    }
}
