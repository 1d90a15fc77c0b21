package org.pagurus.codec;

import java.lang.foreign.MemorySegment;

/**
 * Turns one page into its difference from a reference, the version of it that the other side holds,
 * and back. What it writes depends on these two alone. One thread at a time: an instance may keep
 * working memory.
 */
public interface DeltaCodec extends AutoCloseable {
    CodecId id();

    /**
     * Encodes the page at {@code page[pageOffset ..]}. Neither it nor the reference changes
     * meanwhile.
     *
     * @param out has room for {@value PageCodec#MAX_ENCODED_BYTES} bytes from {@code outOffset};
     *     what is behind the bytes written, up to there, is undefined afterwards
     * @return the number of bytes written, less than a page's, or {@link PageCodec#NOT_SMALLER}
     */
    int encode(
            MemorySegment page,
            long pageOffset,
            MemorySegment reference,
            long referenceOffset,
            MemorySegment out,
            long outOffset);

    /**
     * Decodes {@code in[inOffset .. inOffset + length - 1]}, which comes from the other host and is
     * not to be trusted. Reads nothing outside it and writes nothing outside {@code page[pageOffset
     * .. pageOffset + 4095]}.
     *
     * @param page holds the reference at {@code pageOffset}, and the page afterwards
     * @throws MalformedInputException when the bytes are not an encoded page; the page's content is
     *     then undefined
     */
    void decode(MemorySegment in, long inOffset, int length, MemorySegment page, long pageOffset)
            throws MalformedInputException;

    /** Gives working memory back; for codecs that have some outside the heap. */
    @Override
    default void close() {}
}
