package org.pagurus.guest.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pagurus.guest.GuestException;
import org.pagurus.memory.Page;
import org.pagurus.testing.Seeds;

class RateBudgetTest {
    private static final long SECOND_NS = 1_000_000_000L;

    @Test
    void allowsTheRateExactlyOverTimeWhateverTheSteps() {
        Seeds.forEach(
                20,
                seed -> {
                    Random random = new Random(seed);
                    long rate = 1 + random.nextLong(RateBudget.MAX_RATE_BYTES_PER_SECOND);
                    RateBudget budget = new RateBudget(rate);
                    long nowNs = 0;
                    long pages = 0;
                    while (nowNs < SECOND_NS) {
                        nowNs = Math.min(SECOND_NS, nowNs + random.nextLong(20_000_000));
                        long due = budget.pages(nowNs);
                        budget.spend(due);
                        pages += due;
                    }
                    assertEquals(rate / Page.SIZE_BYTES, pages);
                });
    }

    @Test
    void allowsOnePageASecondToASlowWriter() {
        RateBudget budget = new RateBudget(Page.SIZE_BYTES);
        assertEquals(SECOND_NS, budget.dueNs(1));
        assertEquals(0, budget.pages(SECOND_NS - 1));
        assertEquals(1, budget.pages(SECOND_NS));
    }

    @Test
    void forgetsWhatIsOlderThanTheCatchUpLimit() {
        RateBudget budget = new RateBudget(100 * Page.SIZE_BYTES);
        assertEquals(10, budget.pages(50 * SECOND_NS));
        budget.spend(10);
        assertEquals(0, budget.pages(50 * SECOND_NS));
        assertEquals(50 * SECOND_NS + SECOND_NS / 100, budget.dueNs(1));
    }

    @Test
    void saysWhenPagesAreDueSoThatTheyAreDueThen() {
        RateBudget budget = new RateBudget(12_345_678);
        long dueNs = budget.dueNs(3);
        assertEquals(2, budget.pages(dueNs - 1));
        assertEquals(3, budget.pages(dueNs));
    }

    @Test
    void isNeverDueAtRateZero() {
        RateBudget budget = new RateBudget(0);
        assertEquals(0, budget.pages(Long.MAX_VALUE));
        assertEquals(Long.MAX_VALUE, budget.dueNs(1));
    }

    @Test
    void refusesAStateThatCannotBe() {
        RateBudget budget = new RateBudget(1_000_000);
        assertThrows(GuestException.class, () -> budget.load(11, 0, 10));
        assertThrows(GuestException.class, () -> budget.load(-1, 0, 10));
        assertThrows(GuestException.class, () -> budget.load(0, -1, 10));
        assertThrows(GuestException.class, () -> budget.load(0, Long.MAX_VALUE, 10));
    }
}
