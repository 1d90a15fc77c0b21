package org.pagurus.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pagurus.memory.linux.Libc;

class GuestMemoryTest {
    @ParameterizedTest
    @ValueSource(
            longs = {
                Long.MIN_VALUE,
                -4096,
                0,
                1,
                4095,
                4097,
                GuestMemory.MAX_BYTES + 4096,
                Long.MAX_VALUE
            })
    void refusesBadSizes(long sizeBytes) {
        String message =
                assertThrows(IllegalArgumentException.class, () -> GuestMemory.allocate(sizeBytes))
                        .toString();
        assertTrue(message.endsWith("is " + sizeBytes), message);
    }

    @Test
    void isZeroAlignedAndAsLargeAsAsked() {
        try (GuestMemory memory = GuestMemory.allocate(3 * 4096)) {
            assertEquals(3 * 4096, memory.sizeBytes());
            assertEquals(3, memory.pageCount());
            assertEquals(0, memory.segment().address() % 4096);
            for (long offset = 0; offset < memory.sizeBytes(); offset += 8) {
                assertEquals(0, memory.segment().get(ValueLayout.JAVA_LONG, offset));
            }
        }
    }

    @Test
    void addressesTheLargestMemoryLazily() {
        assumeTrue(Libc.isLinux(), "memory is allocated lazily on Linux only");
        try (GuestMemory memory = GuestMemory.allocate(GuestMemory.MAX_BYTES)) {
            MemorySegment segment = memory.segment();
            segment.set(ValueLayout.JAVA_LONG, GuestMemory.MAX_BYTES - 8, 42);
            segment.set(ValueLayout.JAVA_LONG, GuestMemory.MAX_BYTES / 2, 43);
            assertFalse(memory.isZeroPage(GuestMemory.MAX_PAGES - 1));
            assertTrue(memory.isZeroPage(GuestMemory.MAX_PAGES - 2));
            assertFalse(memory.isZeroPage(GuestMemory.MAX_PAGES / 2));
        }
    }

    @Test
    void isGoneWhenClosed() {
        GuestMemory memory = GuestMemory.allocate(4096);
        MemorySegment segment = memory.segment();
        memory.close();
        assertThrows(IllegalStateException.class, () -> segment.get(ValueLayout.JAVA_LONG, 0));
        assertThrows(IllegalStateException.class, () -> memory.isZeroPage(0));
    }

    @Test
    void seesASingleBitAnywhereInAPage() {
        try (GuestMemory memory = GuestMemory.allocate(3 * 4096)) {
            memory.segment().fill((byte) -1);
            memory.clearPage(1);
            for (int bit = 0; bit < 4096 * 8; bit++) {
                long offset = 4096L + (bit >>> 3);
                memory.segment().set(ValueLayout.JAVA_BYTE, offset, (byte) (1 << (bit & 7)));
                assertFalse(memory.isZeroPage(1), "bit " + bit);
                memory.segment().set(ValueLayout.JAVA_BYTE, offset, (byte) 0);
            }
            assertTrue(memory.isZeroPage(1));
        }
    }

    @Test
    void clearsOnePageOnly() {
        try (GuestMemory memory = GuestMemory.allocate(3 * 4096)) {
            memory.segment().fill((byte) 7);
            memory.clearPage(1);
            for (long offset = 0; offset < memory.sizeBytes(); offset++) {
                byte expected = (byte) (offset >>> 12 == 1 ? 0 : 7);
                assertEquals(expected, memory.segment().get(ValueLayout.JAVA_BYTE, offset));
            }
        }
    }

    @Test
    void refusesPagesOutsideTheMemory() {
        try (GuestMemory memory = GuestMemory.allocate(2 * 4096)) {
            assertThrows(IndexOutOfBoundsException.class, () -> memory.isZeroPage(2));
            assertThrows(IndexOutOfBoundsException.class, () -> memory.isZeroPage(-1));
            assertThrows(IndexOutOfBoundsException.class, () -> memory.clearPage(2));
            assertThrows(IndexOutOfBoundsException.class, () -> memory.clearPage(-1));
        }
    }

    @Test
    void keepsItsContentWhenAdvisedOnHugePages() {
        try (GuestMemory memory = GuestMemory.allocate(8 << 20)) {
            memory.segment().set(ValueLayout.JAVA_LONG, 4096, 42);
            boolean taken = memory.adviseHugePages(true);
            memory.segment().set(ValueLayout.JAVA_LONG, 6 << 20, 43);
            assertEquals(taken, memory.adviseHugePages(false));
            assertEquals(42, memory.segment().get(ValueLayout.JAVA_LONG, 4096));
            assertEquals(43, memory.segment().get(ValueLayout.JAVA_LONG, 6 << 20));
        }
    }
}
