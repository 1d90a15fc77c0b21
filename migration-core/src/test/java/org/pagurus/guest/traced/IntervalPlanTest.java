package org.pagurus.guest.traced;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pagurus.guest.GuestException;

class IntervalPlanTest {
    private final TraceDirectory trace = open();

    @Test
    void writesEveryChangedPageOnceAndInOrder() {
        for (int interval = 0; interval < trace.intervalCount(); interval++) {
            IntervalPlan plan = IntervalPlan.make(trace, interval, 1_500, 1);
            int[] changes = changes(plan);
            assertEquals(Arrays.toString(trace.changedPages(interval)), Arrays.toString(changes));
        }
    }

    @Test
    void dirtiesTheWantedNumberOfDifferentPages() {
        for (int interval = 0; interval < trace.intervalCount(); interval++) {
            for (int factorPermille : new int[] {1_000, 1_400, 1_500, 1_850}) {
                IntervalPlan plan = IntervalPlan.make(trace, interval, factorPermille, 1);
                int changed = trace.changedPageCount(interval);
                Set<Integer> pages = new HashSet<>(pages(plan));
                long wanted = Math.min(changed * factorPermille / 1_000, trace.pageCount());
                assertEquals(wanted, plan.writes());
                assertEquals(plan.writes(), pages.size());
            }
        }
    }

    @Test
    void rewritesPagesThatChangedLatelyAndDoNotChangeNow() {
        // Interval 10 leaves enough pages alone that changed in the two intervals before it.
        IntervalPlan plan = IntervalPlan.make(trace, 10, 1_100, 1);
        Set<Integer> now = set(trace.changedPages(10));
        Set<Integer> lately = set(trace.changedPages(9));
        lately.addAll(set(trace.changedPages(8)));
        int rewritten = 0;
        for (int write = 0; write < plan.writes(); write++) {
            if (!plan.isChange(write)) {
                assertFalse(now.contains(plan.page(write)));
                assertTrue(lately.contains(plan.page(write)));
                rewritten++;
            }
        }
        assertEquals(29, rewritten);
    }

    @Test
    void rewritesNoPageTwiceEvenWhenTheImageHasTooFew() {
        IntervalPlan plan = IntervalPlan.make(trace, 10, 4_000, 1);
        assertEquals(trace.pageCount(), plan.writes());
        assertEquals(trace.pageCount(), new HashSet<>(pages(plan)).size());
    }

    @Test
    void spreadsTheWritesEvenly() {
        IntervalPlan plan = IntervalPlan.make(trace, 9, 1_500, 1);
        for (int write = 0; write < plan.writes(); write++) {
            long dueNs = plan.dueNs(write);
            assertTrue(plan.dueWrites(dueNs) > write, "write " + write);
            assertTrue(plan.dueWrites(dueNs - 2) <= write, "write " + write);
        }
        assertEquals(plan.durationNs(), plan.dueNs(plan.writes() - 1));
        assertEquals(plan.writes() / 2, plan.dueWrites(plan.durationNs() / 2), 1);
        int changesInFirstHalf = plan.changesAmong(plan.writes() / 2);
        assertEquals(trace.changedPageCount(9) / 2, changesInFirstHalf, 1);
    }

    @Test
    void isTheSameOnBothHosts() {
        List<Integer> pages = pages(IntervalPlan.make(trace, 5, 1_500, 9));
        assertEquals(pages, pages(IntervalPlan.make(open(), 5, 1_500, 9)));
        assertNotEquals(pages, pages(IntervalPlan.make(trace, 5, 1_500, 10)));
    }

    private static int[] changes(IntervalPlan plan) {
        List<Integer> changes = new ArrayList<>();
        for (int write = 0; write < plan.writes(); write++) {
            if (plan.isChange(write)) {
                changes.add(plan.page(write));
            }
        }
        return changes.stream().mapToInt(Integer::intValue).toArray();
    }

    private static List<Integer> pages(IntervalPlan plan) {
        List<Integer> pages = new ArrayList<>();
        for (int write = 0; write < plan.writes(); write++) {
            pages.add(plan.page(write));
        }
        return pages;
    }

    private static Set<Integer> set(int[] pages) {
        Set<Integer> set = new HashSet<>();
        for (int page : pages) {
            set.add(page);
        }
        return set;
    }

    private static TraceDirectory open() {
        try {
            return TraceDirectory.open(TraceFiles.CUT);
        } catch (GuestException e) {
            throw new AssertionError(e);
        }
    }
}
