package org.pagurus.codec.profile;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pagurus.memory.Page;
import org.pagurus.testing.Seeds;

class PageProfilerTest {
    private static final int ALIGNMENTS = 64;

    private final PageProfiler profiler = new PageProfiler();

    @Test
    void zeroPageIsAllZeroAllRepeatedAndAllAlike() {
        byte[] page = new byte[Page.SIZE_BYTES];
        assertFeatures(512, 4096, 255, 1, 256, page);
    }

    @Test
    void startsAsAZeroPageWithoutReference() {
        assertSame(new NaiveFeatures(new byte[Page.SIZE_BYTES]), profiler);
        assertEquals(PageDistance.NO_REFERENCE, profiler.changedWords());
        assertEquals(PageDistance.NO_REFERENCE, profiler.changedRuns());
    }

    @Test
    void countsZerosExactly() {
        byte[] page = new byte[Page.SIZE_BYTES];
        // Not zero in one bit each, the highest and the lowest; in the first and the last word.
        page[7] = (byte) 0x80;
        page[4088] = 1;
        page[100] = 0x7f;
        page[101] = -1;
        profile(page);
        assertEquals(509, profiler.zeroWords());
        assertEquals(4092, profiler.zeroBytes());
        Arrays.fill(page, (byte) 0x80);
        profile(page);
        assertEquals(0, profiler.zeroWords());
        assertEquals(0, profiler.zeroBytes());
    }

    @Test
    void oneByteValueAllOverIsAllRepeated() {
        byte[] page = new byte[Page.SIZE_BYTES];
        Arrays.fill(page, (byte) 0xff);
        // The first word of all is like nothing before it.
        assertFeatures(0, 0, 255, 1, 255, page);
    }

    @Test
    void countsByteValuesOfOneByteInThirtyTwo() {
        byte[] page = new byte[Page.SIZE_BYTES];
        for (int sample = 0; sample < 128; sample++) {
            page[sample * 32 + sample % 8] = (byte) (sample - 7);
        }
        profile(page);
        assertEquals(128, profiler.byteValues());
        page[127 * 32 + 7] = page[0];
        profile(page);
        assertEquals(127, profiler.byteValues());
    }

    @Test
    void wordsThatDifferInTheLowTenBitsAreSimilar() {
        byte[] page = new byte[Page.SIZE_BYTES];
        for (int i = 0; i < 1024; i++) {
            setInt(page, i, 0x1234_5400 | i);
        }
        profile(page);
        assertEquals(255, profiler.similarWords());
        for (int i = 0; i < 1024; i++) {
            setInt(page, i, 0x1234_5678 + (i << 10));
        }
        profile(page);
        assertEquals(0, profiler.similarWords());
    }

    @Test
    void countsChangedWordsAndTheirRuns() {
        byte[] reference = new byte[Page.SIZE_BYTES];
        byte[] page = reference.clone();
        assertDistance(0, 0, page, reference);
        page[0] = 1;
        assertDistance(1, 1, page, reference);
        page[15] = (byte) 0x80;
        assertDistance(2, 1, page, reference);
        page[24] = 1;
        page[4095] = 1;
        assertDistance(4, 3, page, reference);
        Arrays.fill(page, (byte) 7);
        assertDistance(512, 1, page, reference);
        for (int i = 0; i < 512; i += 2) {
            page[i * 8 + 3] = 0;
            Arrays.fill(page, i * 8 + 8, i * 8 + 16, (byte) 0);
        }
        assertDistance(256, 256, page, reference);
    }

    @Test
    void profileWithoutReferenceForgetsTheOneBefore() {
        byte[] page = new byte[Page.SIZE_BYTES];
        profiler.profile(MemorySegment.ofArray(page), 0, MemorySegment.ofArray(page), 0);
        assertEquals(0, profiler.changedWords());
        profile(page);
        assertEquals(PageDistance.NO_REFERENCE, profiler.changedWords());
        assertEquals(PageDistance.NO_REFERENCE, profiler.changedRuns());
    }

    @Test
    void featuresAreThoseOfThePageAsItWasTaken() {
        byte[] page = new byte[Page.SIZE_BYTES];
        profile(page);
        page[0] = 1;
        assertEquals(512, profiler.zeroWords());
        profile(page);
        assertEquals(511, profiler.zeroWords());
    }

    @Test
    void measuresWhatTheDefinitionsSay() {
        Seeds.forEach(
                2_000,
                seed -> {
                    Random random = new Random(seed);
                    byte[] page = SamplePages.draw(random);
                    byte[] reference = SamplePages.change(page, random);
                    profiler.profile(
                            MemorySegment.ofArray(page), 0, MemorySegment.ofArray(reference), 0);
                    NaiveFeatures naive = new NaiveFeatures(page);
                    assertSame(naive, profiler);
                    int falseRepeats = profiler.repeats() - naive.trueRepeats();
                    assertTrue(falseRepeats >= 0 && falseRepeats <= 40, () -> "" + falseRepeats);
                    NaiveDistance distance = new NaiveDistance(page, reference);
                    assertEquals(distance.changedWords(), profiler.changedWords());
                    assertEquals(distance.changedRuns(), profiler.changedRuns());
                });
    }

    @Test
    void readsThePageAloneAtEveryAlignment() {
        Random random = new Random(1);
        byte[] page = SamplePages.draw(random);
        byte[] reference = SamplePages.change(page, random);
        NaiveDistance distance = new NaiveDistance(page, reference);
        for (int shift = 0; shift < ALIGNMENTS; shift++) {
            try (Arena arena = Arena.ofConfined()) {
                // The page ends where its memory ends, and has other bytes before it.
                MemorySegment memory = arena.allocate(shift + Page.SIZE_BYTES).fill((byte) 0x5a);
                MemorySegment.copy(page, 0, memory, JAVA_BYTE, shift, Page.SIZE_BYTES);
                MemorySegment other =
                        MemorySegment.ofArray(new byte[ALIGNMENTS - shift + Page.SIZE_BYTES]);
                MemorySegment.copy(
                        reference, 0, other, JAVA_BYTE, ALIGNMENTS - shift, Page.SIZE_BYTES);
                profiler.profile(memory, shift);
                assertSame(new NaiveFeatures(page), profiler);
                profiler.profile(memory, shift, other, ALIGNMENTS - shift);
                assertSame(new NaiveFeatures(page), profiler);
                assertEquals(distance.changedWords(), profiler.changedWords());
                assertEquals(distance.changedRuns(), profiler.changedRuns());
            }
        }
    }

    @Test
    void refusesPagesThatAreNotWhollyThere() {
        MemorySegment whole = MemorySegment.ofArray(new byte[Page.SIZE_BYTES]);
        assertThrows(IndexOutOfBoundsException.class, () -> profiler.profile(whole, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> profiler.profile(whole, -1));
        MemorySegment cut = whole.asSlice(0, Page.SIZE_BYTES - 1);
        assertThrows(IndexOutOfBoundsException.class, () -> profiler.profile(cut, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> profiler.profile(whole, 0, cut, 0));
    }

    @Test
    void allocatesNothingPerPage() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int pages = 10_000;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(2 * Page.SIZE_BYTES);
            MemorySegment.copy(
                    SamplePages.draw(new Random(2)), 0, memory, JAVA_BYTE, 0, Page.SIZE_BYTES);
            measureAll(memory, pages);
            long before = threads.getCurrentThreadAllocatedBytes();
            measureAll(memory, pages);
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertTrue(allocated < pages, () -> allocated + " bytes for " + pages + " pages");
        }
    }

    private void measureAll(MemorySegment memory, int pages) {
        int sum = 0;
        for (int i = 0; i < pages; i++) {
            profiler.profile(memory, 0, memory, Page.SIZE_BYTES);
            sum += profiler.zeroWords() + profiler.zeroBytes() + profiler.repeats();
            sum += profiler.byteValues() + profiler.similarWords();
            sum += profiler.changedWords() + profiler.changedRuns();
            sum += PageClass.of(profiler).ordinal() + DeltaClass.of(profiler).ordinal();
        }
        assertTrue(sum > 0);
    }

    private void profile(byte[] page) {
        profiler.profile(MemorySegment.ofArray(page), 0);
    }

    private void assertFeatures(
            int zeroWords,
            int zeroBytes,
            int repeats,
            int byteValues,
            int similarWords,
            byte[] page) {
        profile(page);
        assertEquals(zeroWords, profiler.zeroWords());
        assertEquals(zeroBytes, profiler.zeroBytes());
        assertEquals(repeats, profiler.repeats());
        assertEquals(byteValues, profiler.byteValues());
        assertEquals(similarWords, profiler.similarWords());
    }

    private void assertDistance(int words, int runs, byte[] page, byte[] reference) {
        profiler.profile(MemorySegment.ofArray(page), 0, MemorySegment.ofArray(reference), 0);
        assertEquals(words, profiler.changedWords());
        assertEquals(runs, profiler.changedRuns());
    }

    private static void assertSame(PageFeatures expected, PageFeatures actual) {
        assertEquals(expected.zeroWords(), actual.zeroWords());
        assertEquals(expected.zeroBytes(), actual.zeroBytes());
        assertEquals(expected.repeats(), actual.repeats());
        assertEquals(expected.byteValues(), actual.byteValues());
        assertEquals(expected.similarWords(), actual.similarWords());
    }

    private static void setInt(byte[] page, int index, int value) {
        for (int i = 0; i < Integer.BYTES; i++) {
            page[index * Integer.BYTES + i] = (byte) (value >>> Byte.SIZE * i);
        }
    }
}
