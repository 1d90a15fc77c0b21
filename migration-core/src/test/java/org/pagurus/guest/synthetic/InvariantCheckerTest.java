package org.pagurus.guest.synthetic;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;

class InvariantCheckerTest {
    private final GuestMemory memory = GuestMemory.allocate(8 * Page.SIZE_BYTES);

    @AfterEach
    void giveBackMemory() {
        memory.close();
    }

    @Test
    void untouchedMemoryIsIntact() {
        assertEquals(new InvariantChecker.Intact(0, 0), check());
    }

    @Test
    void oneStepAnywhereIsIntact() {
        for (int stepped = 1; stepped < 7; stepped++) {
            for (int i = 0; i < 7; i++) {
                set(1 + i, i < stepped ? 6 : 5);
            }
            assertEquals(new InvariantChecker.Intact(5, stepped), check());
        }
    }

    @Test
    void namesAPageThatMissedARound() {
        writeAll(5);
        set(4, 3);
        assertBroken(4);
    }

    @Test
    void namesAPageThatIsAhead() {
        writeAll(5);
        set(4, 6);
        assertBroken(4);
    }

    @Test
    void namesAPageThatStepsUpAgain() {
        writeAll(5);
        set(1, 6);
        set(6, 6);
        assertBroken(6);
    }

    @Test
    void aStaleFirstPageIsSeenInTheSecond() {
        writeAll(5);
        set(1, 2);
        assertBroken(2);
    }

    @Test
    void readsOnlyTheGivenPages() {
        set(0, 77);
        assertEquals(new InvariantChecker.Intact(0, 0), check());
    }

    private void assertBroken(long page) {
        InvariantChecker.Result result = check();
        assertFalse(result.intact());
        assertEquals(page, assertInstanceOf(InvariantChecker.Broken.class, result).page());
    }

    private InvariantChecker.Result check() {
        return InvariantChecker.check(memory, 1, 7);
    }

    private void writeAll(long word) {
        for (int page = 1; page < 8; page++) {
            set(page, word);
        }
    }

    private void set(long page, long word) {
        memory.segment().set(JAVA_LONG_UNALIGNED, Page.offsetBytes(page), word);
    }
}
