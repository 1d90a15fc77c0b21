package org.pagurus.simulator.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkingSetFitTest {
    private static final long MS = 1_000_000;
    private static final long MEMORY_PAGES = 65_536;

    /**
     * The redis trace of a guest of 256 MiB: milliseconds, pages that changed, and of these those
     * that had changed in the interval before.
     */
    private static final long[][] REDIS = {
        {104, 488, 0},
        {203, 716, 357},
        {501, 1124, 460},
        {1001, 1583, 732},
        {1001, 1678, 870},
        {1001, 1592, 934},
        {2001, 2403, 1061},
        {2001, 2372, 1369},
        {2001, 2361, 1357},
        {5001, 3719, 1744},
        {5001, 3837, 2471}
    };

    private static double dirtied(PageClasses classes, long ms) {
        return classes.dirtiedPages(0, ms * MS);
    }

    private static double repeated(PageClasses classes, long msBefore, long ms) {
        double sum = 0;
        for (PageClass of : classes.classes()) {
            sum += of.dirtiedPages(0, ms * MS) * of.dirtiedPages(0, msBefore * MS) / of.pages();
        }
        return sum;
    }

    @Test
    void aMeasuredLogComesOutAgain() {
        List<DirtyInterval> intervals = new ArrayList<>();
        for (long[] row : REDIS) {
            intervals.add(new DirtyInterval(row[0] * MS, row[1], row[2]));
        }
        PageClasses fit = WorkingSetFit.of(intervals, MEMORY_PAGES);
        for (int i = 0; i < REDIS.length; i++) {
            long[] row = REDIS[i];
            assertEquals(row[1], dirtied(fit, row[0]), row[1] * 0.08, "dirtied in " + i);
            if (i > 0) {
                assertEquals(
                        row[2],
                        repeated(fit, REDIS[i - 1][0], row[0]),
                        row[1] * 0.12,
                        "repeated in " + i);
            }
        }
        assertTrue(fit.classes().size() <= 8, "classes " + fit.classes());
    }

    @Test
    void knownClassesAreTold() {
        PageRegion all = new PageRegion(0, MEMORY_PAGES);
        PageClasses known =
                PageClasses.of(
                        MEMORY_PAGES,
                        List.of(
                                PageClass.random(all, 400, 400 * 12.0),
                                PageClass.random(all, 5000, 5000 * 0.7)));
        List<DirtyInterval> intervals = new ArrayList<>();
        long before = 0;
        for (long ms : new long[] {50, 50, 200, 200, 1000, 1000, 4000}) {
            intervals.add(
                    new DirtyInterval(
                            ms * MS,
                            Math.round(dirtied(known, ms)),
                            before == 0 ? 0 : Math.round(repeated(known, before, ms))));
            before = ms;
        }
        PageClasses fit = WorkingSetFit.of(intervals, MEMORY_PAGES);
        // Between the intervals and somewhat beyond them as well.
        for (long ms : new long[] {30, 100, 500, 2500, 6000}) {
            assertEquals(
                    dirtied(known, ms), dirtied(fit, ms), dirtied(known, ms) * 0.03, ms + " ms");
        }
    }

    @Test
    void aGuestThatWritesNothingHasNoWorkingSet() {
        PageClasses fit = WorkingSetFit.of(List.of(new DirtyInterval(MS, 0, 0)), MEMORY_PAGES);
        assertEquals(0, dirtied(fit, 10_000));
    }

    @Test
    void refusesWhatNoLogCanHave() {
        assertEquals(
                "repeatedPages: expected 0 to the 10 dirtied but found 11",
                assertThrows(IllegalArgumentException.class, () -> new DirtyInterval(1, 10, 11))
                        .getMessage());
        assertEquals(
                "dirtiedPages: expected at most the 5 of memory but found 10",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> WorkingSetFit.of(List.of(new DirtyInterval(1, 10, 1)), 5))
                        .getMessage());
        assertThrows(
                IllegalArgumentException.class, () -> WorkingSetFit.of(List.of(), MEMORY_PAGES));
    }
}
