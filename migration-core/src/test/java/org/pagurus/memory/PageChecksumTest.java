package org.pagurus.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class PageChecksumTest {
    @Test
    void zeroPageIsTheChecksumOfAPageOfZeros() {
        CRC32C crc = new CRC32C();
        crc.update(new byte[Page.SIZE_BYTES]);
        assertEquals(PageChecksum.ZERO_PAGE, (int) crc.getValue());
        MemorySegment memory = Arena.ofAuto().allocate(Page.SIZE_BYTES);
        assertEquals(PageChecksum.ZERO_PAGE, new PageChecksum(memory).of(0));
    }

    @Test
    void isCrc32cOfThatPageAlone() {
        byte[] bytes = new byte[3 * Page.SIZE_BYTES];
        new Random(1).nextBytes(bytes);
        MemorySegment memory = Arena.ofAuto().allocate(bytes.length);
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
        PageChecksum checksums = new PageChecksum(memory);
        for (int page : new int[] {2, 0, 1, 1}) {
            CRC32C crc = new CRC32C();
            crc.update(bytes, page * Page.SIZE_BYTES, Page.SIZE_BYTES);
            assertEquals((int) crc.getValue(), checksums.of(page));
        }
    }

    @Test
    void followsTheMemory() {
        MemorySegment memory = Arena.ofAuto().allocate(Page.SIZE_BYTES);
        PageChecksum checksums = new PageChecksum(memory);
        memory.set(ValueLayout.JAVA_BYTE, Page.SIZE_BYTES - 1, (byte) 1);
        assertNotEquals(PageChecksum.ZERO_PAGE, checksums.of(0));
    }
}
