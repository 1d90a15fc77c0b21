package org.pagurus.engine.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;
import org.pagurus.memory.PageBitmap;
import org.pagurus.memory.SoftwareDirtyLog;
import org.pagurus.protocol.PageFrame;
import org.pagurus.testing.Seeds;

class PageSenderTest {
    private static final int PAGES = 5 * Page.PER_CHUNK + 100;

    @Test
    void knowsWhetherFewPagesAreLeft() {
        Seeds.forEach(
                30,
                seed -> {
                    Random random = new Random(seed);
                    int streams = 1 + random.nextInt(3);
                    int stream = random.nextInt(streams);
                    PageBitmap set = somePages(random);
                    try (Arena arena = Arena.ofConfined();
                            GuestMemory memory = GuestMemory.allocate((long) PAGES << 12);
                            PageHashes hashes = new PageHashes(PAGES, streams);
                            PageSender sender =
                                    new PageSender(
                                            stream,
                                            streams,
                                            memory,
                                            new SoftwareDirtyLog(PAGES),
                                            hashes,
                                            Compression.NONE)) {
                        MemorySegment out = arena.allocate(PageFrame.MAX_BYTES, 8);
                        sender.beginRound(1, set, true);
                        int left = countOf(set, stream, streams);
                        assertLeft(left, sender);
                        int resumeAt = random.nextInt(3);
                        while (!sender.isRoundSent()) {
                            sender.fill(out);
                            assertLeft(left - (int) sender.tally().pages(), sender);
                        }
                        if (resumeAt < sender.frames()) {
                            sender.resumeAt(resumeAt);
                            assertLeft(left - resumeAt * PageFrame.MAX_PAGES, sender);
                        }
                    }
                });
    }

    private static void assertLeft(int left, PageSender sender) {
        int atLeast = Math.max(0, left);
        for (int most = 0; most < 2 * PAGES; most += 1 + most / 8) {
            assertEquals(atLeast <= most, sender.hasAtMost(most), left + " left, " + most);
        }
        assertEquals(true, sender.hasAtMost(atLeast));
        assertEquals(atLeast == 0, sender.hasAtMost(Math.max(0, atLeast - 1)));
    }

    /** Many or few, in stretches. */
    private static PageBitmap somePages(Random random) {
        PageBitmap set = new PageBitmap(PAGES);
        int stretches = random.nextInt(12);
        for (int i = 0; i < stretches; i++) {
            int first = random.nextInt(PAGES);
            int end = Math.min(PAGES, first + 1 + random.nextInt(1 << random.nextInt(9)));
            for (int page = first; page < end; page++) {
                set.set(page);
            }
        }
        return set;
    }

    private static int countOf(PageBitmap set, int stream, int streams) {
        int count = 0;
        for (int page = 0; page < PAGES; page++) {
            count += set.get(page) && Page.chunk(page) % streams == stream ? 1 : 0;
        }
        return count;
    }
}
