package org.pagurus.guest.synthetic;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;

/**
 * Checks the memory that the {@code invariant} workload writes. The workload increments the first 8
 * bytes of each page in turn, so that at any time all these words are equal but for one step: the
 * pages before the writer are one ahead of those after it. A page that was lost, or is older than
 * another, breaks this. The idea is from QEMU's migration test.
 */
public final class InvariantChecker {
    private InvariantChecker() {}

    /** What the memory showed. */
    public sealed interface Result {
        /** All words are equal but for one step. */
        default boolean intact() {
            return this instanceof Intact;
        }
    }

    /**
     * @param round what the page after the writer holds: how many rounds are complete
     * @param steppedPages how many pages, from the first on, hold one more
     */
    public record Intact(long round, long steppedPages) implements Result {
        @Override
        public String toString() {
            return "every page was written "
                    + round
                    + " times, the first "
                    + steppedPages
                    + " once more";
        }
    }

    /**
     * @param page the first page that holds what it can't hold
     * @param expected one line
     * @param word what it holds
     */
    public record Broken(long page, String expected, long word) implements Result {
        @Override
        public String toString() {
            return "page " + page + " must hold " + expected + " but holds " + word;
        }
    }

    /** Checks the pages {@code firstPage .. firstPage + pageCount - 1} of a paused guest. */
    public static Result check(GuestMemory memory, long firstPage, long pageCount) {
        long first = word(memory, firstPage);
        long stepped = pageCount;
        for (long i = 1; i < pageCount; i++) {
            long word = word(memory, firstPage + i);
            if (stepped == pageCount && word == first - 1) {
                stepped = i;
            }
            long expected = stepped == pageCount ? first : first - 1;
            if (word != expected) {
                String either = stepped == pageCount ? " or " + (first - 1) : "";
                return new Broken(firstPage + i, expected + either, word);
            }
        }
        return stepped == pageCount ? new Intact(first, 0) : new Intact(first - 1, stepped);
    }

    private static long word(GuestMemory memory, long page) {
        return memory.segment().get(JAVA_LONG_UNALIGNED, Page.offsetBytes(page));
    }
}
