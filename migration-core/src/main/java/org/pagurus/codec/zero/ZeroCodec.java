package org.pagurus.codec.zero;

import java.lang.foreign.MemorySegment;
import org.pagurus.codec.CodecId;
import org.pagurus.codec.MalformedInputException;
import org.pagurus.codec.PageCodec;
import org.pagurus.memory.Page;

/** A page whose bytes are all zero takes no bytes. */
public final class ZeroCodec implements PageCodec {
    @Override
    public CodecId id() {
        return CodecId.ZERO;
    }

    @Override
    public int encode(MemorySegment page, long pageOffset, MemorySegment out, long outOffset) {
        return 0;
    }

    @Override
    public void decode(
            MemorySegment in, long inOffset, int length, MemorySegment page, long pageOffset)
            throws MalformedInputException {
        if (length != 0) {
            throw new MalformedInputException(
                    0, "a zero page has no bytes but this one has " + length);
        }
        page.asSlice(pageOffset, Page.SIZE_BYTES).fill((byte) 0);
    }
}
