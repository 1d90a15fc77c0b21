package org.pagurus.guest.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;

class PageContentsTest {
    private static final int PAGES = 256;

    private final GuestMemory memory = GuestMemory.allocate((long) PAGES * Page.SIZE_BYTES);

    @AfterEach
    void giveBackMemory() {
        memory.close();
    }

    @ParameterizedTest
    @CsvSource({"SPARSE,20,200", "TEXT,2,3.5", "HEAP,1.7,2.7", "RANDOM,0.99,1.01", "ARRAY,2.5,3.5"})
    void compressesLikeItsClass(ContentClass contentClass, double minRatio, double maxRatio) {
        PageContents contents = only(contentClass);
        fill(contents);
        assertRatio(minRatio, maxRatio);
        for (int write = 1; write <= 20 * PAGES; write++) {
            contents.change(memory.segment(), write % PAGES, write);
        }
        assertRatio(minRatio, maxRatio);
    }

    @ParameterizedTest
    @EnumSource
    void everyWriteChangesThePage(ContentClass contentClass) {
        PageContents contents = only(contentClass);
        fill(contents);
        for (int write = 1; write <= 2_000; write++) {
            byte[] before = page(3);
            contents.change(memory.segment(), 3, write);
            assertTrue(!Arrays.equals(before, page(3)), "write " + write);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWriteTouchesNoOtherPage(ContentClass contentClass) {
        PageContents contents = only(contentClass);
        fill(contents);
        byte[] before = page(4);
        byte[] after = page(6);
        for (int write = 1; write <= 500; write++) {
            contents.change(memory.segment(), 5, write);
        }
        assertTrue(Arrays.equals(before, page(4)));
        assertTrue(Arrays.equals(after, page(6)));
    }

    @Test
    void zeroPagesAreZeroHalfOfTheTime() {
        PageContents contents = only(ContentClass.ZERO);
        fill(contents);
        assertTrue(memory.isZeroPage(9));
        contents.change(memory.segment(), 9, 1);
        assertTrue(!memory.isZeroPage(9));
        contents.change(memory.segment(), 9, 2);
        assertTrue(memory.isZeroPage(9));
    }

    @Test
    void dealsTheClassesByTheMix() {
        PageContents contents = new PageContents(ContentMix.TYPICAL, 5);
        Map<ContentClass, Integer> counts = new EnumMap<>(ContentClass.class);
        int pages = 100_000;
        for (int page = 0; page < pages; page++) {
            counts.merge(contents.classOf(page), 1, Integer::sum);
        }
        for (ContentClass contentClass : ContentClass.values()) {
            double percent = 100.0 * counts.getOrDefault(contentClass, 0) / pages;
            assertEquals(
                    ContentMix.TYPICAL.percent(contentClass), percent, 1, contentClass.label());
        }
    }

    @Test
    void givesTheSameContentsForTheSameSeedOnly() {
        fill(new PageContents(ContentMix.TYPICAL, 5));
        int first = Arrays.hashCode(memory.segment().toArray(ValueLayout.JAVA_BYTE));
        memory.segment().fill((byte) 0);
        fill(new PageContents(ContentMix.TYPICAL, 5));
        assertEquals(first, Arrays.hashCode(memory.segment().toArray(ValueLayout.JAVA_BYTE)));
        memory.segment().fill((byte) 0);
        fill(new PageContents(ContentMix.TYPICAL, 6));
        assertNotEquals(first, Arrays.hashCode(memory.segment().toArray(ValueLayout.JAVA_BYTE)));
    }

    private static PageContents only(ContentClass contentClass) {
        return new PageContents(new ContentMix(Map.of(contentClass, 100)), 1);
    }

    private void fill(PageContents contents) {
        for (int page = 0; page < PAGES; page++) {
            contents.fill(memory.segment(), page);
        }
    }

    private void assertRatio(double min, double max) {
        long compressed = 0;
        for (int page = 0; page < PAGES; page++) {
            compressed += Zstd.compress(page(page), 1).length;
        }
        double ratio = (double) PAGES * Page.SIZE_BYTES / compressed;
        assertTrue(ratio >= min && ratio <= max, "zstd ratio " + ratio);
    }

    private byte[] page(long page) {
        MemorySegment slice = memory.segment().asSlice(Page.offsetBytes(page), Page.SIZE_BYTES);
        return slice.toArray(ValueLayout.JAVA_BYTE);
    }
}
