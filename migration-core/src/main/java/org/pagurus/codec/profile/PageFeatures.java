package org.pagurus.codec.profile;

import org.pagurus.memory.Page;

/** What a page is like in itself, in numbers that a class or a selector is chosen by. */
public interface PageFeatures {
    /** Words of 64 bits in a page. */
    int WORDS = Page.SIZE_BYTES / Long.BYTES;

    /** {@link #repeats()} looks at so many sequences. */
    int SAMPLED_SEQUENCES = 256;

    /** {@link #byteValues()} looks at so many bytes. */
    int SAMPLED_BYTES = 128;

    /** {@link #similarWords()} looks at so many words of 32 bits. */
    int SAMPLED_WORDS = 256;

    /** The words that are zero, of {@value #WORDS}. */
    int zeroWords();

    /** The bytes that are zero, of {@value Page#SIZE_BYTES}. */
    int zeroBytes();

    /**
     * Of {@value #SAMPLED_SEQUENCES} sequences of four bytes, those that were there before in the
     * page: what a Lempel-Ziv coder finds.
     */
    int repeats();

    /**
     * How many different values {@value #SAMPLED_BYTES} of the bytes have: a stand-in for entropy.
     */
    int byteValues();

    /**
     * Of {@value #SAMPLED_WORDS} words of 32 bits, a quarter of the page, those that match one of
     * 16 recent words, fully or in the upper 22 bits: what WKdm finds. On the non-zero pages of a
     * real guest's memory the share is 0.014 below that of all words, with a standard deviation of
     * 0.03.
     */
    int similarWords();
}
