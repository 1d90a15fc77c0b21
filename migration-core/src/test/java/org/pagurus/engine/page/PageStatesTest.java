package org.pagurus.engine.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.pagurus.codec.CodecId;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;
import org.pagurus.memory.PageBitmap;
import org.pagurus.memory.SoftwareDirtyLog;
import org.pagurus.protocol.PageFrame;

class PageStatesTest {
    private static final int PAGES = 3 * Page.PER_CHUNK + 7;

    private final SoftwareDirtyLog log = new SoftwareDirtyLog(PAGES);
    private final PageStates states = new PageStates(PAGES, log);

    @Test
    void aPageIsPendingThenSentThenDirtyThenSent() {
        log.start();
        try (Arena arena = Arena.ofConfined();
                GuestMemory memory = GuestMemory.allocate(PAGES * (long) Page.SIZE_BYTES);
                PageHashes hashes = new PageHashes(PAGES, 1);
                PageSender sender =
                        new PageSender(0, 1, memory, log, hashes, Compression.NONE, states)) {
            MemorySegment out = arena.allocate(PageFrame.MAX_BYTES, 8);
            for (long page = 0; page < 100; page++) {
                memory.segment().set(ValueLayout.JAVA_LONG, Page.offsetBytes(page), page + 1);
            }
            PageBitmap set = new PageBitmap(PAGES);
            set.setAll();
            assertCounts(PAGES, 0, 0, 0, 0);
            log.mark(300); // as good as pending: it is sent in any case
            assertCounts(PAGES, 0, 0, 0, 0);
            send(sender, 0, set, out);
            assertCounts(1, 100, PAGES - 101, 0, 0);

            log.mark(7);
            log.mark(200);
            assertCounts(1, 99, PAGES - 102, 0, 2);
            assertEquals(3, states.summary(1).loggedPages());

            PageBitmap dirty = new PageBitmap(PAGES);
            log.harvest(dirty);
            states.harvested(dirty);
            assertCounts(1, 99, PAGES - 102, 0, 2);
            assertEquals(0, states.summary(1).loggedPages());

            send(sender, 1, dirty, out);
            assertCounts(0, 100, PAGES - 100, 0, 0);

            sender.resumeAt(0); // nothing of that round has arrived
            assertCounts(3, 99, PAGES - 102, 0, 0);
        }
    }

    private static void send(PageSender sender, int round, PageBitmap set, MemorySegment out) {
        sender.beginRound(round, set, false);
        while (!sender.isRoundSent()) {
            sender.fill(out);
        }
    }

    @ParameterizedTest
    @EnumSource(CodecId.class)
    void everyCodecMakesAState(CodecId codec) {
        states.sent(3, codec);
        PageSummary summary = states.summary(1);
        assertEquals(PAGES - 1, summary.pages(PageState.PENDING));
        assertEquals(0, summary.pages(PageState.DIRTY));
    }

    @Test
    void whatRefersToTheVersionBeforeIsDelta() {
        states.sent(1, CodecId.XBZRLE);
        states.sent(2, CodecId.PREFIX);
        states.sent(3, CodecId.UNCHANGED);
        assertCounts(PAGES - 3, 0, 0, 3, 0);
    }

    @Test
    void aCellTellsWhatItBeginsWithAndHowMuchIsDirty() {
        PageBitmap dirty = new PageBitmap(PAGES);
        for (long page = 0; page < 200; page++) {
            states.sent(page, page < 110 ? CodecId.ZERO : CodecId.RAW);
        }
        dirty.set(5);
        dirty.setRange(97, 117); // of the second cell, a fifth; the smallest share is a seventh
        states.harvested(dirty);
        PageSummary summary = states.summary(8);
        assertEquals(97, summary.pagesPerCell());
        assertEquals(8, summary.cells().length);
        byte pending = 1;
        assertArrayEquals(
                new byte[] {1 << 3 | 3, 2 << 3 | 2, 2, pending, pending, pending, pending, pending},
                summary.cells());
    }

    @Test
    void aCellThatIsAllDirtyIsWhollyDirty() {
        PageBitmap all = new PageBitmap(PAGES);
        all.setAll();
        for (long page = 0; page < PAGES; page++) {
            states.sent(page, CodecId.ZERO);
        }
        states.harvested(all);
        assertArrayEquals(new byte[] {7 << 3 | 2}, states.summary(1).cells());
    }

    @ParameterizedTest
    @CsvSource({"1,1", "4095,4095", "4096,4096", "4097,2049", "1000000,4082"})
    void thereAreNeverTooManyCells(long pages, int cells) {
        PageSummary summary =
                new PageStates(pages, new SoftwareDirtyLog(pages)).summary(PageSummary.MAX_CELLS);
        assertEquals(cells, summary.cells().length);
        assertEquals(pages, summary.pages(PageState.PENDING));
        assertTrue((long) summary.pagesPerCell() * cells >= pages);
    }

    private void assertCounts(long pending, long sent, long zero, long delta, long dirty) {
        for (int cells : new int[] {1, 3, 64, PAGES}) {
            assertArrayEquals(
                    new long[] {pending, sent, zero, delta, dirty}, states.summary(cells).pages());
        }
    }
}
