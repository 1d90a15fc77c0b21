package org.pagurus.codec;

import java.lang.foreign.MemorySegment;
import org.pagurus.memory.Page;

/**
 * Turns one page into bytes and back. What it writes depends on the page alone, so any instance
 * decodes what another has encoded. One thread at a time: an instance may keep working memory.
 */
public interface PageCodec extends AutoCloseable {
    /** No page takes more than this; one that would is sent raw. */
    int MAX_ENCODED_BYTES = Page.SIZE_BYTES;

    /** What {@link #encode} answers for a page that it cannot make smaller. */
    int NOT_SMALLER = -1;

    CodecId id();

    /**
     * Encodes the page at {@code page[pageOffset ..]}. The page must not change meanwhile.
     *
     * @param out has room for {@value #MAX_ENCODED_BYTES} bytes from {@code outOffset}; what is
     *     behind the bytes written, up to there, is undefined afterwards
     * @return the number of bytes written; where {@linkplain CodecId#bodyBytes() the length
     *     varies}, less than a page's, or {@link #NOT_SMALLER}
     */
    int encode(MemorySegment page, long pageOffset, MemorySegment out, long outOffset);

    /**
     * Decodes {@code in[inOffset .. inOffset + length - 1]}, which comes from the other host and is
     * not to be trusted. Reads nothing outside it and writes nothing outside {@code page[pageOffset
     * .. pageOffset + 4095]}.
     *
     * @throws MalformedInputException when the bytes are not an encoded page; the page's content is
     *     then undefined
     */
    void decode(MemorySegment in, long inOffset, int length, MemorySegment page, long pageOffset)
            throws MalformedInputException;

    /** Gives working memory back; for codecs that have some outside the heap. */
    @Override
    default void close() {}
}
