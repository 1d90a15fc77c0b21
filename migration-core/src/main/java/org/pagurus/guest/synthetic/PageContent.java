package org.pagurus.guest.synthetic;

import java.lang.foreign.MemorySegment;
import org.pagurus.guest.software.SplitMix64;

/** How pages of one {@link ContentClass} are made and written to. Owned by one thread. */
interface PageContent {
    /**
     * Writes a page's first content over zeros.
     *
     * @param offset where the page starts in {@code memory}
     * @param random seeded for this page alone
     */
    void fill(MemorySegment memory, long offset, SplitMix64 random);

    /**
     * Writes to a page as a program would, so that its content is another one afterwards and its
     * class the same.
     *
     * @param random seeded for this page and this write alone
     * @param stamp the number of this write, more than 0; no two writes to a page have the same
     */
    void change(MemorySegment memory, long offset, SplitMix64 random, long stamp);
}
