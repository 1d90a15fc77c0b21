package org.pagurus.engine.page;

/** How many frames of a stream may be filled and not yet taken by the link. */
public final class FramesAhead {
    /**
     * Memory is uneven: behind pages that take long to encode and leave little to send come some
     * that are the other way round. So many frames keep both the encoder and the link busy over
     * such changes.
     */
    public static final int ENCODED = 12;

    /**
     * As long as the link's rate is not known, how a page is best encoded is a guess: no more
     * frames than these are made by it.
     */
    public static final int BEFORE_RATE_IS_KNOWN = 2;

    /** Of pages in full few, so that they stay in the processor's cache. */
    public static final int IN_FULL = 4;

    private FramesAhead() {}
}
