package org.pagurus.codec.raw;

import java.lang.foreign.MemorySegment;
import org.pagurus.codec.CodecId;
import org.pagurus.codec.MalformedInputException;
import org.pagurus.codec.PageCodec;
import org.pagurus.memory.Page;

/** A page as it is. */
public final class RawCodec implements PageCodec {
    @Override
    public CodecId id() {
        return CodecId.RAW;
    }

    @Override
    public int encode(MemorySegment page, long pageOffset, MemorySegment out, long outOffset) {
        MemorySegment.copy(page, pageOffset, out, outOffset, Page.SIZE_BYTES);
        return Page.SIZE_BYTES;
    }

    @Override
    public void decode(
            MemorySegment in, long inOffset, int length, MemorySegment page, long pageOffset)
            throws MalformedInputException {
        if (length != Page.SIZE_BYTES) {
            throw new MalformedInputException(
                    0, "a raw page has 4096 bytes but this one has " + length);
        }
        MemorySegment.copy(in, inOffset, page, pageOffset, Page.SIZE_BYTES);
    }
}
