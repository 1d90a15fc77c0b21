package org.pagurus.guest.service;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The datagrams of the key-value service. Numbers are big-endian; every datagram has exactly the
 * size drawn.
 *
 * <pre>
 * request
 *   0               2            3      4            12    20         28        132
 *   +---------------+------------+------+------------+-----+----------+---------+
 *   | magic 0x7051  | format 1   | op   | request id | key | version  | value   |
 *   +---------------+------------+------+------------+-----+----------+---------+
 *   op 1 PUT: 132 bytes
 *   op 2 GET: 20 bytes, ends after the key
 *
 * reply
 *   0               2            3        4            8            16    24        32      136
 *   +---------------+------------+--------+------------+------------+-----+---------+-------+
 *   | magic 0x7052  | format 1   | status | generation | request id | key | version | value |
 *   +---------------+------------+--------+------------+------------+-----+---------+-------+
 *   status FOUND: 136 bytes
 *   any other: 32 bytes, ends after the version
 * </pre>
 *
 * <p>The two magics differ, so that a reply that reaches a service is never answered and two
 * services can't keep each other busy.
 */
public final class KeyValueProtocol {
    /** Every value has this size. */
    public static final int VALUE_BYTES = 104;

    /** Where a guest serves unless told otherwise. */
    public static final int DEFAULT_PORT = 7051;

    static final int GET_BYTES = 20;
    static final int PUT_BYTES = 28 + VALUE_BYTES;
    static final int BARE_REPLY_BYTES = 32;
    static final int FOUND_REPLY_BYTES = BARE_REPLY_BYTES + VALUE_BYTES;

    private static final short REQUEST_MAGIC = 0x7051;
    private static final short REPLY_MAGIC = 0x7052;
    private static final byte FORMAT = 1;
    private static final byte PUT = 1;
    private static final byte GET = 2;

    /** Magic, format, op and request id: with these a request can be answered. */
    private static final int REQUEST_PREFIX_BYTES = 12;

    private KeyValueProtocol() {}

    public static byte[] encode(KeyValueRequest request) {
        return switch (request) {
            case KeyValueRequest.Put put ->
                    requestPrefix(PUT_BYTES, PUT, put)
                            .putLong(put.version())
                            .put(put.value())
                            .array();
            case KeyValueRequest.Get get -> requestPrefix(GET_BYTES, GET, get).array();
        };
    }

    public static KeyValueRequest decodeRequest(byte[] datagram) throws MalformedDatagramException {
        if (!isAnswerable(datagram)) {
            throw new MalformedDatagramException(
                    "request prefix", "magic, format, op and id", datagram.length);
        }
        ByteBuffer in = ByteBuffer.wrap(datagram, 3, datagram.length - 3);
        byte op = in.get();
        long requestId = in.getLong();
        switch (op) {
            case PUT -> {
                checkSize("PUT bytes", PUT_BYTES, datagram);
                long key = in.getLong();
                long version = in.getLong();
                if (version < 1) {
                    throw new MalformedDatagramException("PUT version", "1 or more", version);
                }
                return new KeyValueRequest.Put(requestId, key, version, rest(datagram, in));
            }
            case GET -> {
                checkSize("GET bytes", GET_BYTES, datagram);
                return new KeyValueRequest.Get(requestId, in.getLong());
            }
            default -> throw new MalformedDatagramException("request op", "1 or 2", op);
        }
    }

    public static byte[] encode(KeyValueReply reply) {
        return ByteBuffer.allocate(BARE_REPLY_BYTES + reply.value().length)
                .putShort(REPLY_MAGIC)
                .put(FORMAT)
                .put((byte) reply.status().number())
                .putInt(reply.generation())
                .putLong(reply.requestId())
                .putLong(reply.key())
                .putLong(reply.version())
                .put(reply.value())
                .array();
    }

    public static KeyValueReply decodeReply(byte[] datagram) throws MalformedDatagramException {
        if (datagram.length < BARE_REPLY_BYTES) {
            throw new MalformedDatagramException(
                    "reply bytes", BARE_REPLY_BYTES + " or more", datagram.length);
        }
        ByteBuffer in = ByteBuffer.wrap(datagram);
        short magic = in.getShort();
        if (magic != REPLY_MAGIC) {
            throw new MalformedDatagramException(
                    "reply magic", Integer.toString(REPLY_MAGIC), magic);
        }
        byte format = in.get();
        if (format != FORMAT) {
            throw new MalformedDatagramException("reply format", Integer.toString(FORMAT), format);
        }
        byte number = in.get();
        KeyValueStatus status = KeyValueStatus.ofNumber(number);
        if (status == null) {
            throw new MalformedDatagramException("reply status", "1 to 7", number);
        }
        checkSize(
                "reply bytes",
                status == KeyValueStatus.FOUND ? FOUND_REPLY_BYTES : BARE_REPLY_BYTES,
                datagram);
        int generation = in.getInt();
        long requestId = in.getLong();
        long key = in.getLong();
        long version = in.getLong();
        return new KeyValueReply(status, generation, requestId, key, version, rest(datagram, in));
    }

    /** Whether a datagram is a request at all: then even an error is worth a reply. */
    static boolean isAnswerable(byte[] datagram) {
        if (datagram.length < REQUEST_PREFIX_BYTES) {
            return false;
        }
        ByteBuffer in = ByteBuffer.wrap(datagram);
        return in.getShort() == REQUEST_MAGIC && in.get() == FORMAT;
    }

    /** The id of an answerable request. */
    static long requestId(byte[] datagram) {
        return ByteBuffer.wrap(datagram).getLong(4);
    }

    static void checkVersion(long version) {
        if (version < 1) {
            throw new IllegalArgumentException("version must be 1 or more but is " + version);
        }
    }

    static void checkValue(byte[] value) {
        if (value.length != VALUE_BYTES) {
            throw new IllegalArgumentException(
                    "value must have " + VALUE_BYTES + " bytes but has " + value.length);
        }
    }

    private static ByteBuffer requestPrefix(int bytes, byte op, KeyValueRequest request) {
        return ByteBuffer.allocate(bytes)
                .putShort(REQUEST_MAGIC)
                .put(FORMAT)
                .put(op)
                .putLong(request.requestId())
                .putLong(request.key());
    }

    private static void checkSize(String field, int expected, byte[] datagram)
            throws MalformedDatagramException {
        if (datagram.length != expected) {
            throw new MalformedDatagramException(
                    field, Integer.toString(expected), datagram.length);
        }
    }

    private static byte[] rest(byte[] datagram, ByteBuffer in) {
        return Arrays.copyOfRange(datagram, in.position(), datagram.length);
    }
}
