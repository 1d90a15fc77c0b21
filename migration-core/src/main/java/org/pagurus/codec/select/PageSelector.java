package org.pagurus.codec.select;

import java.lang.foreign.MemorySegment;

/**
 * Chooses how each page of one stream is encoded. Owner: the stream's thread.
 *
 * <p>For each page, but for those of zeros that are only mentioned: {@link #select}, then {@link
 * #encoded} with what became of it.
 */
public interface PageSelector {
    /** Where the version sent last is when it is not at hand. */
    long NO_VERSION = -1;

    /** Every page in full. */
    PageSelector RAW = new FixedSelector(Coding.RAW);

    /**
     * The coding of the page at {@code page[pageOffset ..]}.
     *
     * @param versionOffset where in {@code versions} the version sent last is, or {@link
     *     #NO_VERSION}; then no coding that {@linkplain Coding#needsVersion() needs one} is chosen
     */
    Coding select(MemorySegment page, long pageOffset, MemorySegment versions, long versionOffset);

    /**
     * Tells what a coding gave.
     *
     * @param pages how many pages were encoded so; those of one {@linkplain Coding#WINDOW window}
     *     block together
     * @param bytes of their bodies; full pages where they were not made smaller
     */
    default void encoded(Coding coding, int pages, int bytes, long durationNs) {}

    /**
     * Tells what all pages of a frame took together: their copies, checksums and choices beside
     * their codings.
     */
    default void filled(int pages, long durationNs) {}

    /**
     * Tells that the guest is paused for the pages to come: what counts from now on is when the
     * last of them is there, and no other page is encoded while one is on its way.
     */
    default void beginLastRound() {}

    /** Whether a page of zeros is sent as a mention of it; then {@link #select} is not asked. */
    default boolean mentionsZeros() {
        return true;
    }

    /**
     * Whether the versions of pages sent now are worth keeping.
     *
     * @param writtenAgain the pages were sent before and written since: most of them will be
     *     written once more
     */
    default boolean keepsVersions(boolean writtenAgain) {
        return false;
    }

    /**
     * Whether a page whose content the destination has, as this page's or another's, is sent as a
     * mention of it; only asked where versions are kept.
     */
    default boolean mentionsCopies() {
        return false;
    }
}
