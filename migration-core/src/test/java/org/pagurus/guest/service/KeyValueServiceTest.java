package org.pagurus.guest.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pagurus.memory.DirtyMarker;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;
import org.pagurus.testing.Seeds;

class KeyValueServiceTest {
    private static final long FIRST_PAGE = 3;

    private final GuestMemory memory = GuestMemory.allocate(16L * Page.SIZE_BYTES);
    private final Set<Long> marked = new HashSet<>();

    @AfterEach
    void closeMemory() {
        memory.close();
    }

    @Test
    void aPutIsFoundAndMarksItsPageAfterTheStore() {
        KeyValueService service =
                new KeyValueService(
                        memory,
                        FIRST_PAGE,
                        1,
                        page -> {
                            assertTrue(pageHoldsKey(page, 42), "marked before the store");
                            marked.add(page);
                        },
                        () -> 0);
        assertReply(KeyValueStatus.STORED, 1, put(service, 42, 1, value(1)));
        assertEquals(Set.of(FIRST_PAGE), marked);
        KeyValueReply found = get(service, 42);
        assertReply(KeyValueStatus.FOUND, 1, found);
        assertArrayEquals(value(1), found.value());
        assertReply(KeyValueStatus.NOT_FOUND, 0, get(service, 43));
    }

    @Test
    void versionsNeverGoBack() {
        KeyValueService service = service(1);
        put(service, 7, 5, value(5));
        marked.clear();
        assertReply(KeyValueStatus.KEPT, 5, put(service, 7, 4, value(4)));
        assertReply(KeyValueStatus.KEPT, 5, put(service, 7, 5, value(6)));
        assertArrayEquals(value(5), get(service, 7).value());
        assertEquals(Set.of(), marked);
    }

    @Test
    void aRetransmittedPutIsAcknowledgedAgainAndWritesNothing() {
        KeyValueService service = service(1);
        put(service, 7, 5, value(5));
        marked.clear();
        assertReply(KeyValueStatus.STORED, 5, put(service, 7, 5, value(5)));
        assertEquals(Set.of(), marked);
    }

    @Test
    void repliesCarryTheGenerationOfNow() {
        int[] generation = {0};
        KeyValueService service =
                new KeyValueService(memory, 0, 1, DirtyMarker.NONE, () -> generation[0]);
        assertEquals(0, get(service, 1).generation());
        generation[0] = 3;
        assertEquals(3, get(service, 1).generation());
    }

    @Test
    void aFullTableRefusesNewKeysAndKeepsTheOld() {
        KeyValueService service = service(2);
        int slots = 2 * SlotLayout.PER_PAGE;
        for (long key = 0; key < slots; key++) {
            assertReply(KeyValueStatus.STORED, 1, put(service, key, 1, value(key)));
        }
        assertReply(KeyValueStatus.TABLE_FULL, 0, put(service, slots, 1, value(0)));
        assertReply(KeyValueStatus.NOT_FOUND, 0, get(service, slots));
        for (long key = 0; key < slots; key++) {
            assertReply(KeyValueStatus.STORED, 2, put(service, key, 2, value(key + 1)));
            assertArrayEquals(value(key + 1), get(service, key).value());
        }
    }

    @Test
    void doesWhatAHashMapDoes() {
        Seeds.forEach(
                20,
                seed -> {
                    Random random = new Random(seed);
                    memory.segment().fill((byte) 0);
                    KeyValueService service = service(4);
                    Map<Long, Long> versions = new HashMap<>();
                    for (int i = 0; i < 2_000; i++) {
                        long key = random.nextInt(100) - 50L;
                        long stored = versions.getOrDefault(key, 0L);
                        if (random.nextBoolean()) {
                            long version = 1L + random.nextInt(20);
                            KeyValueReply reply = put(service, key, version, value(version));
                            long kept = Math.max(version, stored);
                            versions.put(key, kept);
                            assertReply(
                                    version < stored ? KeyValueStatus.KEPT : KeyValueStatus.STORED,
                                    kept,
                                    reply);
                        } else if (stored == 0) {
                            assertReply(KeyValueStatus.NOT_FOUND, 0, get(service, key));
                        } else {
                            KeyValueReply reply = get(service, key);
                            assertReply(KeyValueStatus.FOUND, stored, reply);
                            assertArrayEquals(value(stored), reply.value());
                        }
                    }
                    assertOnlyTableTouched(4);
                });
    }

    @Test
    void aServiceOverCopiedMemoryHoldsEveryWrite() {
        KeyValueService source = service(4);
        for (long key = 0; key < 100; key++) {
            put(source, key, 1 + key, value(key));
        }
        try (GuestMemory moved = GuestMemory.allocate(memory.sizeBytes())) {
            moved.segment().copyFrom(memory.segment());
            memory.segment().fill((byte) 0);
            KeyValueService destination =
                    new KeyValueService(moved, FIRST_PAGE, 4, DirtyMarker.NONE, () -> 1);
            for (long key = 0; key < 100; key++) {
                KeyValueReply reply = get(destination, key);
                assertReply(KeyValueStatus.FOUND, 1 + key, reply);
                assertArrayEquals(value(key), reply.value());
                assertEquals(1, reply.generation());
            }
        }
    }

    @Test
    void aDamagedSlotIsReportedAndNotOverwritten() {
        KeyValueService service = service(1);
        put(service, 7, 5, value(5));
        long firstByte = Page.offsetBytes(FIRST_PAGE);
        for (long at = firstByte; at < firstByte + Page.SIZE_BYTES; at++) {
            if (memory.segment().get(ValueLayout.JAVA_BYTE, at) == value(5)[50]) {
                memory.segment().set(ValueLayout.JAVA_BYTE, at, (byte) 99);
                break;
            }
        }
        assertReply(KeyValueStatus.CORRUPT, 0, get(service, 7));
        assertReply(KeyValueStatus.CORRUPT, 0, put(service, 7, 6, value(6)));
    }

    @Test
    void answersAnUnreadableRequestWithItsIdAndOtherDatagramsNotAtAll() throws Exception {
        KeyValueService service = service(1);
        byte[] request = KeyValueProtocol.encode(new KeyValueRequest.Get(77, 1));
        request[3] = 9;
        byte[] reply = service.handle(request);
        assertNotNull(reply);
        assertEquals(KeyValueStatus.MALFORMED, KeyValueProtocol.decodeReply(reply).status());
        assertEquals(77, KeyValueProtocol.decodeReply(reply).requestId());
        assertNull(service.handle(reply), "a reply must not be answered");
        assertNull(service.handle(new byte[0]));
        assertEquals(1, service.requests());
    }

    @Test
    void mutatedDatagramsNeverTouchOtherPages() {
        Seeds.forEach(
                300,
                seed -> {
                    Random random = new Random(seed);
                    KeyValueService service = service(1);
                    KeyValueRequest request =
                            random.nextBoolean()
                                    ? new KeyValueRequest.Get(1, random.nextInt(9))
                                    : new KeyValueRequest.Put(1, random.nextInt(9), 2, value(2));
                    byte[] reply =
                            service.handle(
                                    KeyValueProtocolTest.mutated(
                                            random, KeyValueProtocol.encode(request)));
                    if (reply != null) {
                        KeyValueProtocol.decodeReply(reply);
                    }
                    assertOnlyTableTouched(1);
                });
    }

    @Test
    void refusesPagesOutsideTheMemory() {
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new KeyValueService(memory, 15, 2, DirtyMarker.NONE, () -> 0));
        assertEquals(
                "table pages must lie within the guest's 16 pages but are 2 from page 15",
                refused.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> new KeyValueService(memory, Long.MAX_VALUE, 1, DirtyMarker.NONE, () -> 0));
    }

    private KeyValueService service(long pageCount) {
        return new KeyValueService(memory, FIRST_PAGE, pageCount, marked::add, () -> 0);
    }

    private static KeyValueReply put(
            KeyValueService service, long key, long version, byte[] value) {
        return exchange(service, new KeyValueRequest.Put(key + version, key, version, value));
    }

    private static KeyValueReply get(KeyValueService service, long key) {
        return exchange(service, new KeyValueRequest.Get(key + 1, key));
    }

    private static KeyValueReply exchange(KeyValueService service, KeyValueRequest request) {
        byte[] reply = service.handle(KeyValueProtocol.encode(request));
        assertNotNull(reply);
        try {
            KeyValueReply decoded = KeyValueProtocol.decodeReply(reply);
            assertEquals(request.requestId(), decoded.requestId());
            assertEquals(request.key(), decoded.key());
            return decoded;
        } catch (MalformedDatagramException malformed) {
            throw new AssertionError(malformed);
        }
    }

    private static void assertReply(KeyValueStatus status, long version, KeyValueReply reply) {
        assertEquals(status, reply.status());
        assertEquals(version, reply.version());
    }

    private void assertOnlyTableTouched(long tablePages) {
        long tableEnd = FIRST_PAGE + tablePages;
        for (long page : marked) {
            assertTrue(page >= FIRST_PAGE && page < tableEnd, "marked page " + page);
        }
        try (GuestMemory zero = GuestMemory.allocate(memory.sizeBytes())) {
            long first = Page.offsetBytes(FIRST_PAGE);
            long end = Page.offsetBytes(tableEnd);
            assertEquals(
                    -1,
                    memory.segment().asSlice(0, first).mismatch(zero.segment().asSlice(0, first)));
            assertEquals(
                    -1,
                    memory.segment()
                            .asSlice(end)
                            .mismatch(zero.segment().asSlice(0, memory.sizeBytes() - end)));
        }
    }

    private boolean pageHoldsKey(long page, long key) {
        for (int slot = 0; slot < SlotLayout.PER_PAGE; slot++) {
            long offset = Page.offsetBytes(page) + (long) slot * SlotLayout.SIZE_BYTES;
            if (SlotLayout.key(memory.segment(), offset) == key
                    && SlotLayout.isSound(memory.segment(), offset)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] value(long seed) {
        byte[] value = new byte[KeyValueProtocol.VALUE_BYTES];
        new Random(seed).nextBytes(value);
        return value;
    }
}
