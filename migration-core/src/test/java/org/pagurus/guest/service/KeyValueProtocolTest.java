package org.pagurus.guest.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pagurus.testing.Seeds;

class KeyValueProtocolTest {
    private static final byte[] VALUE = new byte[KeyValueProtocol.VALUE_BYTES];

    static {
        Arrays.fill(VALUE, (byte) 0xcd);
    }

    @Test
    void writesRequestsAsDrawn() {
        assertEquals(
                "7051"
                        + "01"
                        + "01"
                        + "0000000000000005"
                        + "00000000000000aa"
                        + "0000000000000003"
                        + "cd".repeat(104),
                hex(KeyValueProtocol.encode(new KeyValueRequest.Put(5, 0xaa, 3, VALUE))));
        assertEquals(
                "7051" + "01" + "02" + "0000000000000006" + "00000000000000aa",
                hex(KeyValueProtocol.encode(new KeyValueRequest.Get(6, 0xaa))));
    }

    @Test
    void writesRepliesAsDrawn() {
        assertEquals(
                "7052"
                        + "01"
                        + "03"
                        + "00000002"
                        + "0000000000000005"
                        + "00000000000000aa"
                        + "0000000000000003"
                        + "cd".repeat(104),
                hex(
                        KeyValueProtocol.encode(
                                new KeyValueReply(KeyValueStatus.FOUND, 2, 5, 0xaa, 3, VALUE))));
        assertEquals(
                "7052"
                        + "01"
                        + "05"
                        + "00000002"
                        + "0000000000000005"
                        + "00000000000000aa"
                        + "0000000000000000",
                hex(
                        KeyValueProtocol.encode(
                                KeyValueReply.bare(KeyValueStatus.TABLE_FULL, 2, 5, 0xaa, 0))));
    }

    @Test
    void readsBackWhatItWrote() throws MalformedDatagramException {
        KeyValueRequest.Put put =
                assertInstanceOf(
                        KeyValueRequest.Put.class,
                        KeyValueProtocol.decodeRequest(
                                KeyValueProtocol.encode(
                                        new KeyValueRequest.Put(-1, -2, Long.MAX_VALUE, VALUE))));
        assertEquals(-1, put.requestId());
        assertEquals(-2, put.key());
        assertEquals(Long.MAX_VALUE, put.version());
        assertArrayEquals(VALUE, put.value());

        for (KeyValueStatus status : KeyValueStatus.values()) {
            byte[] value = status == KeyValueStatus.FOUND ? VALUE : new byte[0];
            KeyValueReply reply =
                    KeyValueProtocol.decodeReply(
                            KeyValueProtocol.encode(
                                    new KeyValueReply(status, -1, 8, 9, 10, value)));
            assertEquals(status, reply.status());
            assertEquals(-1, reply.generation());
            assertEquals(8, reply.requestId());
            assertEquals(9, reply.key());
            assertEquals(10, reply.version());
            assertArrayEquals(value, reply.value());
        }
    }

    @Test
    void refusesValuesOfAnotherSize() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new KeyValueRequest.Put(1, 1, 1, new byte[103]));
        assertThrows(
                IllegalArgumentException.class,
                () -> new KeyValueReply(KeyValueStatus.NOT_FOUND, 0, 1, 1, 0, new byte[104]));
    }

    @Test
    void refusesVersionsBelowOne() {
        byte[] put = KeyValueProtocol.encode(new KeyValueRequest.Put(1, 1, 1, VALUE));
        Arrays.fill(put, 20, 28, (byte) 0);
        MalformedDatagramException refused =
                assertThrows(
                        MalformedDatagramException.class,
                        () -> KeyValueProtocol.decodeRequest(put));
        assertEquals("PUT version: expected 1 or more, found 0", refused.getMessage());
    }

    @Test
    void readsOrRefusesMutatedDatagrams() {
        Seeds.forEach(
                500,
                seed -> {
                    Random random = new Random(seed);
                    byte[] request =
                            mutated(
                                    random,
                                    KeyValueProtocol.encode(
                                            new KeyValueRequest.Put(1, 2, 3, VALUE)));
                    try {
                        KeyValueRequest read = KeyValueProtocol.decodeRequest(request);
                        assertArrayEquals(request, KeyValueProtocol.encode(read));
                    } catch (MalformedDatagramException refused) {
                        assertEquals(true, refused.toString().contains("expected"));
                    }
                    byte[] reply =
                            mutated(
                                    random,
                                    KeyValueProtocol.encode(
                                            new KeyValueReply(
                                                    KeyValueStatus.FOUND, 1, 2, 3, 4, VALUE)));
                    try {
                        KeyValueReply read = KeyValueProtocol.decodeReply(reply);
                        assertArrayEquals(reply, KeyValueProtocol.encode(read));
                    } catch (MalformedDatagramException refused) {
                        assertEquals(true, refused.toString().contains("expected"));
                    }
                });
    }

    static byte[] mutated(Random random, byte[] original) {
        int length = random.nextBoolean() ? original.length : random.nextInt(original.length * 2);
        byte[] bytes = Arrays.copyOf(original, length);
        for (int flips = random.nextInt(3); flips > 0 && length > 0; flips--) {
            // Mostly in the header, where it matters.
            int at = random.nextInt(random.nextBoolean() ? length : Math.min(length, 32));
            bytes[at] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
