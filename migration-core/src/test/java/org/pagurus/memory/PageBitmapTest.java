package org.pagurus.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageBitmapTest {
    private final Seed seed = Seed.fresh();

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 63, 64, 65, 127, 128, 1000, 4096})
    void doesWhatTheBitSetDoes(long pageCount) {
        Random random = seed.random((int) pageCount);
        PageBitmap bitmap = new PageBitmap(pageCount);
        PageBitmap other = new PageBitmap(pageCount);
        BitSet expected = new BitSet();
        BitSet expectedOther = new BitSet();
        for (int step = 0; step < 1000; step++) {
            if (pageCount > 0) {
                changeOne(random, bitmap, expected);
                changeOne(random, other, expectedOther);
            }
            combine(random.nextInt(20), bitmap, other, expected, expectedOther);
            assertSame(expected, bitmap, step);
            BitSet both = (BitSet) expected.clone();
            both.and(expectedOther);
            assertEquals(both.cardinality(), bitmap.cardinalityOfAnd(other), at(step));
        }
    }

    private static void changeOne(Random random, PageBitmap bitmap, BitSet expected) {
        int pageCount = (int) bitmap.pageCount();
        int page = random.nextInt(pageCount);
        switch (random.nextInt(3)) {
            case 0 -> {
                bitmap.set(page);
                expected.set(page);
            }
            case 1 -> {
                bitmap.clear(page);
                expected.clear(page);
            }
            default -> {
                int end = page + random.nextInt(Math.min(200, pageCount - page) + 1);
                bitmap.setRange(page, end);
                expected.set(page, end);
            }
        }
    }

    private static void combine(
            int choice, PageBitmap bitmap, PageBitmap other, BitSet expected, BitSet with) {
        switch (choice) {
            case 0 -> {
                bitmap.or(other);
                expected.or(with);
            }
            case 1 -> {
                bitmap.and(other);
                expected.and(with);
            }
            case 2 -> {
                bitmap.andNot(other);
                expected.andNot(with);
            }
            case 3 -> {
                bitmap.copyFrom(other);
                expected.clear();
                expected.or(with);
            }
            case 4 -> {
                bitmap.clearAll();
                expected.clear();
            }
            case 5 -> {
                bitmap.setAll();
                expected.set(0, (int) bitmap.pageCount());
            }
            default -> {
                // Most steps combine nothing, so that the sets grow in between.
            }
        }
    }

    private void assertSame(BitSet expected, PageBitmap bitmap, int step) {
        assertEquals(expected.cardinality(), bitmap.cardinality(), at(step));
        assertEquals(expected.isEmpty(), bitmap.isEmpty(), at(step));
        int from = 0;
        long page;
        while ((page = bitmap.next(from)) != -1) {
            assertEquals(expected.nextSetBit(from), page, at(step));
            assertTrue(bitmap.get(page), at(step));
            from = (int) page + 1;
        }
        assertEquals(-1, expected.nextSetBit(from), at(step));
        long[] words = expected.toLongArray();
        for (int i = 0; i < bitmap.wordCount(); i++) {
            assertEquals(i < words.length ? words[i] : 0, bitmap.word(i), at(step));
        }
    }

    private String at(int step) {
        return "step " + step + seed.replay(getClass());
    }

    @Test
    void setsPagesByTheWord() {
        PageBitmap bitmap = new PageBitmap(128);
        bitmap.orWord(1, 1L << 3);
        bitmap.orWord(1, 1L << 63);
        assertEquals(67, bitmap.next(0));
        assertEquals(127, bitmap.next(68));
        bitmap.setWord(1, 1);
        assertEquals(64, bitmap.next(0));
        assertEquals(1, bitmap.cardinality());
    }

    @Test
    void holdsTheLargestMemory() {
        PageBitmap bitmap = new PageBitmap(GuestMemory.MAX_PAGES);
        bitmap.set(GuestMemory.MAX_PAGES - 1);
        assertEquals(GuestMemory.MAX_PAGES - 1, bitmap.next(0));
        assertEquals(-1, bitmap.next(GuestMemory.MAX_PAGES));
    }

    @Test
    void leavesTheSetAloneForAnEmptyRange() {
        PageBitmap bitmap = new PageBitmap(64);
        bitmap.setRange(64, 64);
        bitmap.setRange(0, 0);
        assertTrue(bitmap.isEmpty());
    }

    @Test
    void refusesPagesOutsideTheSet() {
        PageBitmap bitmap = new PageBitmap(100);
        assertThrows(IndexOutOfBoundsException.class, () -> bitmap.set(-1));
        // Its word is there, the page is not.
        assertThrows(IndexOutOfBoundsException.class, () -> bitmap.set(100));
        assertThrows(IndexOutOfBoundsException.class, () -> bitmap.get(100));
        assertThrows(IndexOutOfBoundsException.class, () -> bitmap.clear(1L << 40));
        assertThrows(IndexOutOfBoundsException.class, () -> bitmap.setRange(0, 101));
        assertThrows(IndexOutOfBoundsException.class, () -> bitmap.setRange(5, 4));
        assertThrows(IndexOutOfBoundsException.class, () -> bitmap.next(-1));
        assertThrows(IndexOutOfBoundsException.class, () -> bitmap.word(2));
        assertTrue(bitmap.isEmpty());
    }

    @Test
    void refusesBitsPastTheLastPage() {
        PageBitmap bitmap = new PageBitmap(100);
        assertThrows(IndexOutOfBoundsException.class, () -> bitmap.orWord(1, 1L << 36));
        assertThrows(IndexOutOfBoundsException.class, () -> bitmap.setWord(1, -1L));
        bitmap.orWord(1, 1L << 35);
        assertEquals(99, bitmap.next(0));
        assertEquals(1, bitmap.cardinality());
    }

    @Test
    void refusesSetsOfAnotherSize() {
        PageBitmap bitmap = new PageBitmap(100);
        PageBitmap other = new PageBitmap(101);
        assertThrows(IllegalArgumentException.class, () -> bitmap.or(other));
        assertThrows(IllegalArgumentException.class, () -> bitmap.and(other));
        assertThrows(IllegalArgumentException.class, () -> bitmap.andNot(other));
        assertThrows(IllegalArgumentException.class, () -> bitmap.copyFrom(other));
        assertThrows(IllegalArgumentException.class, () -> bitmap.cardinalityOfAnd(other));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, GuestMemory.MAX_PAGES + 1, Long.MAX_VALUE})
    void refusesImpossiblePageCounts(long pageCount) {
        String message =
                assertThrows(IllegalArgumentException.class, () -> new PageBitmap(pageCount))
                        .toString();
        assertTrue(message.contains("" + pageCount), message);
        assertFalse(message.contains("\n"), message);
    }
}
