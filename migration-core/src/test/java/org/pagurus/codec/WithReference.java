package org.pagurus.codec;

import java.lang.foreign.MemorySegment;
import org.pagurus.memory.Page;

/** A delta codec with one reference, as if it were a codec of single pages. */
public final class WithReference implements PageCodec {
    private final DeltaCodec delta;
    private final byte[] reference;

    public WithReference(DeltaCodec delta, byte[] reference) {
        this.delta = delta;
        this.reference = reference.clone();
    }

    @Override
    public CodecId id() {
        return delta.id();
    }

    @Override
    public int encode(MemorySegment page, long pageOffset, MemorySegment out, long outOffset) {
        return delta.encode(page, pageOffset, MemorySegment.ofArray(reference), 0, out, outOffset);
    }

    @Override
    public void decode(
            MemorySegment in, long inOffset, int length, MemorySegment page, long pageOffset)
            throws MalformedInputException {
        MemorySegment.copy(MemorySegment.ofArray(reference), 0, page, pageOffset, Page.SIZE_BYTES);
        delta.decode(in, inOffset, length, page, pageOffset);
    }
}
