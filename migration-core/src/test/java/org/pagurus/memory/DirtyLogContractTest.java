package org.pagurus.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every dirty log must do. Each log has a subclass that runs it. */
public abstract class DirtyLogContractTest {
    /** Not a multiple of 64, so that the last word is cut; two huge pages and a bit. */
    private static final long PAGES = 1024 + 7;

    protected GuestMemory memory;
    protected DirtyLog log;
    protected DirtyMarker marker;

    protected abstract DirtyLogKind kind();

    @BeforeEach
    void open() {
        Optional<String> reason = DirtyLogs.unavailable(kind());
        assumeTrue(reason.isEmpty(), () -> kind() + " log skipped: " + reason.orElse(""));
        open(PAGES);
    }

    private void open(long pages) {
        memory = GuestMemory.allocate(Page.offsetBytes(pages));
        DirtyLogs.Opened opened = DirtyLogs.open(kind(), memory);
        log = opened.log();
        marker = opened.marker();
    }

    @AfterEach
    void close() {
        if (memory != null) {
            log.stop();
            memory.close();
        }
    }

    @Test
    void reportsNothingAtTheStart() {
        log.start();
        assertHarvest();
    }

    @Test
    void reportsNoWriteFromBeforeTheStart() {
        write(0);
        write(700);
        log.start();
        assertHarvest();
        write(700);
        assertHarvest(700);
    }

    @Test
    void reportsAWriteOnce() {
        log.start();
        write(5);
        write(5);
        assertHarvest(5);
        assertHarvest();
        write(5);
        assertHarvest(5);
    }

    @Test
    void reportsAdjacentPagesAndBordersOfWordsAndRegions() {
        log.start();
        long[] pages = {
            0, 1, 2, 62, 63, 64, 65, 127, 129, 255, 256, 511, 512, 513, 1023, 1024, PAGES - 1
        };
        for (long page : pages) {
            write(page);
        }
        assertHarvest(pages);
        assertHarvest();
    }

    @Test
    void reportsEachPageByItself() {
        log.start();
        for (long page = 0; page < PAGES; page++) {
            write(page);
            assertHarvest(page);
        }
    }

    @Test
    void reportsAllPages() {
        log.start();
        LongStream.range(0, PAGES).forEach(this::write);
        assertHarvest(LongStream.range(0, PAGES).toArray());
        assertHarvest();
    }

    @Test
    void reportsMoreScatteredPagesThanOneBatchHolds() {
        close();
        open(64 << 10);
        log.start();
        long[] pages = LongStream.range(0, memory.pageCount()).filter(p -> p % 3 == 1).toArray();
        for (long page : pages) {
            write(page);
        }
        assertHarvest(pages);
        assertHarvest();
    }

    @Test
    void reportsMemoryThatWasOnlyReadAsClean() {
        log.start();
        for (long page = 0; page < PAGES; page += 2) {
            assertTrue(memory.isZeroPage(page));
        }
        assertHarvest();
        write(4);
        write(5);
        assertHarvest(4, 5);
    }

    @Test
    void addsToThePagesAlreadyInTheSet() {
        log.start();
        PageBitmap dirty = new PageBitmap(PAGES);
        dirty.set(3);
        dirty.set(4);
        write(4);
        write(6);
        assertEquals(2, log.harvest(dirty));
        assertArrayEquals(new long[] {3, 4, 6}, pagesOf(dirty));
    }

    @Test
    void peeksWithoutClearing() {
        log.start();
        write(64);
        write(66);
        write(130);
        for (int i = 0; i < 2; i++) {
            assertPeek(1, 0b101, 0b100);
        }
        assertHarvest(64, 66, 130);
        assertPeek(1, 0, 0);
    }

    @Test
    void peeksAtFullWordsAndAtManyRegions() {
        log.start();
        for (long page = 0; page < 1024; page++) {
            if (page < 128 || page % 2 == 0) {
                write(page);
            }
        }
        long[] expected = new long[16];
        Arrays.fill(expected, 0x5555555555555555L);
        expected[0] = -1;
        expected[1] = -1;
        assertPeek(0, expected);
    }

    @Test
    void peeksPastTheLastPageAsClean() {
        log.start();
        write(PAGES - 1);
        int lastWord = (int) ((PAGES - 1) >>> 6);
        assertPeek(lastWord, 1L << (PAGES - 1), 0, 0);
        assertPeek(lastWord + 1, 0);
        assertPeek(Integer.MAX_VALUE, 0, 0);
        assertPeek(0, new long[0]);
        assertThrows(IndexOutOfBoundsException.class, () -> log.peek(-1, new long[1]));
    }

    @Test
    void seesTheWritesOfOtherThreads() throws Exception {
        log.start();
        List<FutureTask<Object>> writers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            long first = i * 200L;
            writers.add(inThread(() -> LongStream.range(first, first + 100).forEach(this::write)));
        }
        for (FutureTask<Object> writer : writers) {
            writer.get();
        }
        long[] expected = LongStream.range(0, 800).filter(p -> p % 200 < 100).toArray();
        assertHarvest(expected);
    }

    @Test
    void answersPeeksOfOtherThreadsWhileItStartsAndStops() throws Exception {
        List<FutureTask<Object>> peekers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            peekers.add(
                    inThread(
                            () -> {
                                long[] marks = new long[Page.PER_CHUNK / 64];
                                for (int n = 0; n < 2000; n++) {
                                    log.peek(0, marks);
                                    // Only page 7 is ever written.
                                    assertEquals(0, marks[0] & ~(1L << 7));
                                    assertEquals(0, marks[1] | marks[2] | marks[3]);
                                }
                            }));
        }
        for (int n = 0; n < 50; n++) {
            log.start();
            write(7);
            assertHarvest(7);
            log.stop();
        }
        for (FutureTask<Object> peeker : peekers) {
            peeker.get();
        }
    }

    @Test
    void startsAgainWithNothingMarked() {
        log.start();
        write(9);
        log.stop();
        write(10);
        assertPeek(0, 0);
        log.start();
        assertPeek(0, 0);
        assertHarvest();
        write(11);
        assertHarvest(11);
    }

    @Test
    void stopsAsOftenAsAsked() {
        assertDoesNotThrow(log::stop);
        log.start();
        log.stop();
        assertDoesNotThrow(log::stop);
    }

    @Test
    void refusesToHarvestOrStartInTheWrongState() {
        PageBitmap dirty = new PageBitmap(PAGES);
        assertThrows(IllegalStateException.class, () -> log.harvest(dirty));
        log.start();
        assertThrows(IllegalStateException.class, log::start);
        write(1);
        assertHarvest(1);
        log.stop();
        assertThrows(IllegalStateException.class, () -> log.harvest(dirty));
    }

    @Test
    void refusesASetOfAnotherSize() {
        log.start();
        write(1);
        PageBitmap tooSmall = new PageBitmap(PAGES - 1);
        assertThrows(IllegalArgumentException.class, () -> log.harvest(tooSmall));
        assertHarvest(1);
    }

    /**
     * Writers add to words of a few pages while a harvester copies what the log reports. After each
     * burst the copy is equal to the memory, or a write was lost. Only the last write to a page can
     * be lost unseen by later ones, hence many short bursts over few pages.
     */
    @Test
    void losesNoWriteThatRacesWithAHarvest() throws Exception {
        Seed seed = Seed.fresh();
        int writerCount = 3;
        int pages = 48;
        try (GuestMemory shadow = GuestMemory.allocate(memory.sizeBytes())) {
            log.start();
            for (int burst = 0; burst < 150; burst++) {
                List<FutureTask<Object>> writers = new ArrayList<>();
                for (int w = 0; w < writerCount; w++) {
                    Random random = seed.random(burst * writerCount + w);
                    long word = 8L * w;
                    writers.add(inThread(() -> addToPages(random, pages, word)));
                }
                while (writers.stream().anyMatch(w -> !w.isDone())) {
                    harvestInto(shadow);
                }
                for (FutureTask<Object> writer : writers) {
                    writer.get();
                }
                harvestInto(shadow);
                long differs = memory.segment().mismatch(shadow.segment());
                assertEquals(
                        -1,
                        differs,
                        "burst " + burst + ": first lost byte" + seed.replay(getClass()));
            }
        }
    }

    private void addToPages(Random random, int pages, long word) {
        for (int i = 0; i < 2000; i++) {
            long page = random.nextInt(pages);
            long offset = Page.offsetBytes(page) + word;
            long value = memory.segment().get(ValueLayout.JAVA_LONG, offset);
            memory.segment().set(ValueLayout.JAVA_LONG, offset, value + 1);
            marker.mark(page);
        }
    }

    private void harvestInto(GuestMemory shadow) {
        PageBitmap dirty = new PageBitmap(memory.pageCount());
        log.harvest(dirty);
        for (long page = dirty.next(0); page != -1; page = dirty.next(page + 1)) {
            long offset = Page.offsetBytes(page);
            MemorySegment.copy(memory.segment(), offset, shadow.segment(), offset, Page.SIZE_BYTES);
        }
    }

    /**
     * One writer and one harvester on one page, for a second. The last store of a burst is lost if
     * the writer found its page marked already, by a load that overtook the store: the harvester
     * then clears that mark and reads the page too early. This takes nanoseconds to happen, so
     * there are as many short bursts as fit, on values that both processors fight over.
     */
    @Test
    void losesNoLastStoreOfABurst() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger written = new AtomicInteger();
        log.start();
        FutureTask<Object> writer = inThread(() -> writeBursts(asked, written));
        try {
            PageBitmap dirty = new PageBitmap(memory.pageCount());
            long copy = 0;
            long deadlineNs = System.nanoTime() + 1_000_000_000L;
            for (int burst = 1; System.nanoTime() - deadlineNs < 0; burst++) {
                asked.set(burst);
                boolean complete;
                do {
                    complete = written.get() == burst || writer.isDone();
                    dirty.clearAll();
                    if (log.harvest(dirty) > 0) {
                        copy = memory.segment().get(ValueLayout.JAVA_LONG, 0);
                    }
                } while (!complete);
                assertEquals(memory.segment().get(ValueLayout.JAVA_LONG, 0), copy, "lost store");
            }
        } finally {
            asked.set(-1);
            writer.get();
        }
    }

    private void writeBursts(AtomicInteger asked, AtomicInteger written) {
        for (int burst; (burst = asked.get()) != -1; ) {
            if (burst == written.get()) {
                Thread.onSpinWait();
                continue;
            }
            for (int i = 0; i <= burst % 8; i++) {
                long value = memory.segment().get(ValueLayout.JAVA_LONG, 0);
                memory.segment().set(ValueLayout.JAVA_LONG, 0, value + 1);
                marker.mark(0);
            }
            written.set(burst);
        }
    }

    /** Store, then mark. */
    protected final void write(long page) {
        long offset = Page.offsetBytes(page) + 8 * (page % 512);
        memory.segment().set(ValueLayout.JAVA_LONG, offset, page + 1);
        marker.mark(page);
    }

    protected final void assertHarvest(long... expected) {
        PageBitmap dirty = new PageBitmap(memory.pageCount());
        long count = log.harvest(dirty);
        assertArrayEquals(expected, pagesOf(dirty));
        assertEquals(expected.length, count);
    }

    private void assertPeek(int firstWord, long... expected) {
        long[] marks = new long[expected.length];
        Arrays.fill(marks, -1);
        log.peek(firstWord, marks);
        assertArrayEquals(expected, marks);
    }

    private static long[] pagesOf(PageBitmap bitmap) {
        return LongStream.iterate(bitmap.next(0), page -> page != -1, page -> bitmap.next(page + 1))
                .toArray();
    }

    private static FutureTask<Object> inThread(Runnable work) {
        FutureTask<Object> task = new FutureTask<>(work, null);
        Thread.ofPlatform().daemon().start(task);
        return task;
    }
}
