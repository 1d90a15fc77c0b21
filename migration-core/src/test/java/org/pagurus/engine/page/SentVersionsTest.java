package org.pagurus.engine.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pagurus.memory.Page;
import org.pagurus.testing.Seeds;

class SentVersionsTest {
    private static final StreamMap MAP = new StreamMap(2);

    @Test
    void keepsAVersionUntilThePageIsForgotten() {
        try (SentVersions versions = new SentVersions(MAP, 600, 10 * Page.SIZE_BYTES)) {
            assertEquals(SentVersions.NONE, versions.offsetOf(3));
            keep(versions, 3, 7, false);
            assertTrue(versions.isUnchanged(3, content(7), 0));
            assertFalse(versions.isUnchanged(3, content(8), 0));
            keep(versions, 3, 8, false);
            assertTrue(versions.isUnchanged(3, content(8), 0));
            versions.forget(3);
            assertEquals(SentVersions.NONE, versions.offsetOf(3));
            assertFalse(versions.isUnchanged(3, content(8), 0));
        }
    }

    @Test
    void findsAnotherPageOfTheSameContent() {
        try (SentVersions versions = new SentVersions(MAP, 600, 10 * Page.SIZE_BYTES)) {
            keep(versions, 3, 7, false);
            assertEquals(3, versions.duplicateOf(4, content(7), 0, 7));
            assertEquals(SentVersions.NONE, versions.duplicateOf(3, content(7), 0, 7));
            assertEquals(SentVersions.NONE, versions.duplicateOf(4, content(9), 0, 7));
            assertEquals(SentVersions.NONE, versions.duplicateOf(4, content(9), 0, 9));
            keep(versions, 3, 8, false);
            assertEquals(SentVersions.NONE, versions.duplicateOf(4, content(7), 0, 7));
            versions.forget(3);
            assertEquals(SentVersions.NONE, versions.duplicateOf(4, content(8), 0, 8));
        }
    }

    @Test
    void versionsThatWereOfUseStayWhenOthersMakeWay() {
        try (SentVersions versions = new SentVersions(MAP, 600, 3 * Page.SIZE_BYTES)) {
            for (int page = 0; page < 4; page++) {
                keep(versions, page, page + 1, false);
            }
            assertEquals(SentVersions.NONE, versions.offsetOf(3)); // no room
            versions.wasUseful(0);
            versions.wasUseful(2);
            keep(versions, 4, 5, true);
            assertEquals(SentVersions.NONE, versions.offsetOf(1));
            assertTrue(versions.isUnchanged(0, content(1), 0));
            assertTrue(versions.isUnchanged(4, content(5), 0));
            keep(versions, 5, 6, true);
            assertTrue(versions.isUnchanged(5, content(6), 0));
        }
    }

    /** Whatever is kept is the content kept last; nothing is kept that was forgotten. */
    @Test
    void agreesWithAMapOfWhatWasKept() {
        Seeds.forEach(
                50,
                seed -> {
                    Random random = new Random(seed);
                    int slots = 1 + random.nextInt(40);
                    Map<Long, Integer> model = new HashMap<>();
                    try (SentVersions versions =
                            new SentVersions(MAP, 2000, slots * (long) Page.SIZE_BYTES)) {
                        for (int i = 0; i < 2000; i++) {
                            long page = random.nextInt(60) + 512L * random.nextInt(3);
                            int value = random.nextInt(20);
                            if (random.nextInt(5) == 0) {
                                versions.forget(page);
                                model.remove(page);
                            } else {
                                keep(versions, page, value, random.nextBoolean());
                                model.put(page, value);
                            }
                            long kept = 0;
                            for (Map.Entry<Long, Integer> entry : model.entrySet()) {
                                if (versions.offsetOf(entry.getKey()) != SentVersions.NONE) {
                                    kept++;
                                    assertTrue(
                                            versions.isUnchanged(
                                                    entry.getKey(), content(entry.getValue()), 0));
                                }
                            }
                            assertTrue(kept <= slots);
                            long duplicate = versions.duplicateOf(1999, content(value), 0, value);
                            assertTrue(
                                    duplicate == SentVersions.NONE
                                            || model.get(duplicate) == value);
                        }
                    }
                });
    }

    @Test
    void refusesALimitOfLessThanAPage() {
        assertThrows(IllegalArgumentException.class, () -> new SentVersions(MAP, 600, 4095));
    }

    private static void keep(SentVersions versions, long page, int value, boolean makeRoom) {
        versions.keep(page, content(value), 0, value, makeRoom);
    }

    private static MemorySegment content(int value) {
        MemorySegment content = MemorySegment.ofArray(new byte[Page.SIZE_BYTES]);
        content.set(ValueLayout.JAVA_INT_UNALIGNED, 4000, value);
        return content;
    }
}
