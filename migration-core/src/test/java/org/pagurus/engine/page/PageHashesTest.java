package org.pagurus.engine.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;
import org.pagurus.memory.PageChecksum;
import org.pagurus.memory.Seed;

class PageHashesTest {
    private static final int PAGES = 600;
    private static final int STREAMS = 3;
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final StreamMap MAP = new StreamMap(STREAMS);

    @Test
    void freshMemoryHasDigestZero() {
        try (GuestMemory memory = GuestMemory.allocate(PAGES * (long) Page.SIZE_BYTES);
                PageHashes hashes = new PageHashes(PAGES, STREAMS)) {
            assertEquals(0, hashes.digest());
            assertEquals(0, PageHashes.digestOf(memory));
            assertEquals(0, hashes.countDifferences(memory));
        }
    }

    @Test
    void digestIsThatOfTheMemoryInWhateverOrderThePagesCame() {
        Seed seed = Seed.fresh();
        Random random = seed.random(1);
        try (GuestMemory memory = GuestMemory.allocate(PAGES * (long) Page.SIZE_BYTES);
                PageHashes hashes = new PageHashes(PAGES, STREAMS)) {
            PageChecksum checksums = new PageChecksum(memory.segment());
            List<Long> pages = new ArrayList<>();
            for (long page = 0; page < PAGES; page++) {
                pages.add(page);
                pages.add(page);
            }
            for (int lap = 0; lap < 3; lap++) {
                fill(memory, random);
                Collections.shuffle(pages, random);
                for (long page : pages) {
                    hashes.update(MAP.streamOf(page), page, random.nextInt()); // a stale version
                }
                for (long page : pages) {
                    hashes.update(MAP.streamOf(page), page, checksums.of(page));
                }
                assertEquals(
                        PageHashes.digestOf(memory),
                        hashes.digest(),
                        () -> seed.replay(getClass()));
                assertEquals(0, hashes.countDifferences(memory));
            }
        }
    }

    @Test
    void tellsOneChangedBitInAnyPage() {
        Random random = new Random(1);
        try (GuestMemory memory = GuestMemory.allocate(PAGES * (long) Page.SIZE_BYTES);
                PageHashes hashes = new PageHashes(PAGES, STREAMS)) {
            fill(memory, random);
            learn(hashes, memory);
            long digest = hashes.digest();
            for (long page = 0; page < PAGES; page += 7) {
                long offset = Page.offsetBytes(page) + random.nextInt(Page.SIZE_BYTES);
                byte old = memory.segment().get(BYTE, offset);
                memory.segment().set(BYTE, offset, (byte) (old ^ 1 << random.nextInt(8)));
                assertNotEquals(digest, PageHashes.digestOf(memory), "page " + page);
                assertEquals(1, hashes.countDifferences(memory));
                memory.segment().set(BYTE, offset, old);
            }
            assertEquals(digest, PageHashes.digestOf(memory));
        }
    }

    @Test
    void tellsPagesThatChangedPlaces() {
        try (GuestMemory memory = GuestMemory.allocate(PAGES * (long) Page.SIZE_BYTES);
                PageHashes hashes = new PageHashes(PAGES, STREAMS)) {
            memory.segment().set(BYTE, Page.offsetBytes(4), (byte) 1);
            learn(hashes, memory);
            memory.segment().set(BYTE, Page.offsetBytes(4), (byte) 0);
            memory.segment().set(BYTE, Page.offsetBytes(5), (byte) 1);
            assertNotEquals(hashes.digest(), PageHashes.digestOf(memory));
            assertEquals(2, hashes.countDifferences(memory));
        }
    }

    /** Two of three pages random, the others zero. */
    private static void fill(GuestMemory memory, Random random) {
        byte[] content = new byte[Page.SIZE_BYTES];
        for (long page = 0; page < PAGES; page++) {
            memory.clearPage(page);
            if (page % 3 != 0) {
                random.nextBytes(content);
                MemorySegment.copy(
                        content,
                        0,
                        memory.segment(),
                        BYTE,
                        Page.offsetBytes(page),
                        Page.SIZE_BYTES);
            }
        }
    }

    private static void learn(PageHashes hashes, GuestMemory memory) {
        PageChecksum checksums = new PageChecksum(memory.segment());
        for (long page = 0; page < PAGES; page++) {
            hashes.update(MAP.streamOf(page), page, checksums.of(page));
        }
    }
}
