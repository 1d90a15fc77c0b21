package org.pagurus.codec;

import java.lang.foreign.MemorySegment;
import org.pagurus.memory.Page;

/**
 * Turns one page into bytes and back. Implementations keep no state between calls and are safe to
 * share.
 */
public interface PageCodec {
    /** No codec writes more than this for one page; a page that would take more is sent raw. */
    int MAX_ENCODED_BYTES = Page.SIZE_BYTES + Page.SIZE_BYTES / 2;

    /** What {@link #fixedEncodedBytes()} answers where the length differs from page to page. */
    int VARIABLE = -1;

    CodecId id();

    /**
     * The length of every encoded page, or {@link #VARIABLE}. A fixed length is not written into
     * the frame.
     */
    int fixedEncodedBytes();

    /**
     * Encodes the page at {@code page[pageOffset ..]}. The page must not change meanwhile.
     *
     * @param out has room for {@value #MAX_ENCODED_BYTES} bytes from {@code outOffset}
     * @return the number of bytes written
     */
    int encode(MemorySegment page, long pageOffset, MemorySegment out, long outOffset);

    /**
     * Decodes {@code in[inOffset .. inOffset + length - 1]}, which comes from the other host and is
     * not to be trusted. Writes nothing outside {@code page[pageOffset .. pageOffset + 4095]}.
     *
     * @throws MalformedInputException when the bytes are not an encoded page; the page's content is
     *     then undefined
     */
    void decode(MemorySegment in, long inOffset, int length, MemorySegment page, long pageOffset)
            throws MalformedInputException;
}
