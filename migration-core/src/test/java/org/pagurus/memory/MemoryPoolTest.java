package org.pagurus.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pagurus.testing.Seeds;

class MemoryPoolTest {
    private static final long MIB = 1 << 20;

    @Test
    void handsOutZeroedMemoryThatWasUsedBefore() {
        try (MemoryPool pool = new MemoryPool(8 * MIB)) {
            for (int i = 0; i < 3; i++) {
                try (GuestMemory memory = pool.allocate(8 * MIB)) {
                    assertEquals(0, pool.freeBytes());
                    for (long page = 0; page < memory.pageCount(); page++) {
                        assertTrue(memory.isZeroPage(page));
                    }
                    memory.segment().fill((byte) 7);
                }
                assertEquals(8 * MIB, pool.freeBytes());
            }
        }
    }

    @Test
    void mapsAfreshWhatDoesNotFit() {
        try (MemoryPool pool = new MemoryPool(4 * MIB);
                GuestMemory large = pool.allocate(6 * MIB)) {
            assertEquals(4 * MIB, pool.freeBytes());
            assertEquals(6 * MIB, large.sizeBytes());
        }
    }

    @Test
    void memoryGivenBackCannotBeTouched() {
        try (MemoryPool pool = new MemoryPool(4 * MIB)) {
            GuestMemory memory = pool.allocate(MIB);
            memory.close();
            assertThrows(
                    IllegalStateException.class,
                    () -> memory.segment().set(ValueLayout.JAVA_BYTE, 0, (byte) 1));
        }
    }

    @Test
    void memoryTakenFromAPoolOutlivesIt() {
        MemoryPool pool = new MemoryPool(4 * MIB);
        GuestMemory early = pool.allocate(MIB);
        GuestMemory late = pool.allocate(MIB);
        pool.close();
        pool.close();
        early.close();
        late.segment().set(ValueLayout.JAVA_BYTE, MIB - 1, (byte) 1); // not unmapped: no crash
        assertEquals(1, late.segment().get(ValueLayout.JAVA_BYTE, MIB - 1));
        late.close();
        try (GuestMemory afresh = pool.allocate(MIB)) {
            assertEquals(MIB, afresh.sizeBytes());
        }
    }

    @Test
    void refusesBadSizes() {
        try (MemoryPool pool = new MemoryPool(4 * MIB)) {
            assertThrows(IllegalArgumentException.class, () -> pool.allocate(0));
            assertThrows(IllegalArgumentException.class, () -> pool.allocate(4097));
        }
    }

    @Test
    void stretchesNeverOverlapAndComeTogetherAgain() {
        Seeds.forEach(
                50,
                seed -> {
                    Random random = new Random(seed);
                    try (MemoryPool pool = new MemoryPool(32 * MIB)) {
                        List<GuestMemory> taken = new ArrayList<>();
                        for (int step = 0; step < 60; step++) {
                            if (taken.isEmpty() || random.nextInt(5) < 3) {
                                GuestMemory memory =
                                        pool.allocate((1 + random.nextInt(2000)) * 4096L);
                                mark(memory, taken.size() + 1000L * step);
                                taken.add(memory);
                            } else {
                                taken.remove(random.nextInt(taken.size())).close();
                            }
                        }
                        for (GuestMemory memory : taken) {
                            long first = memory.segment().get(ValueLayout.JAVA_LONG, 0);
                            for (long page = 0; page < memory.pageCount(); page++) {
                                assertEquals(
                                        first,
                                        memory.segment()
                                                .get(
                                                        ValueLayout.JAVA_LONG,
                                                        Page.offsetBytes(page)));
                            }
                        }
                        taken.forEach(GuestMemory::close);
                        assertEquals(32 * MIB, pool.freeBytes());
                        pool.allocate(32 * MIB).close();
                        assertEquals(32 * MIB, pool.freeBytes());
                    }
                });
    }

    private static void mark(GuestMemory memory, long value) {
        for (long page = 0; page < memory.pageCount(); page++) {
            memory.segment().set(ValueLayout.JAVA_LONG, Page.offsetBytes(page), value);
        }
    }
}
