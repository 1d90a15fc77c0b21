package org.pagurus.codec.select;

import java.lang.foreign.MemorySegment;
import org.pagurus.codec.CodecId;

/** Chooses the codec of a page that is not zero. */
@FunctionalInterface
public interface PageSelector {
    /** Every page in full. */
    PageSelector RAW = (page, pageOffset) -> CodecId.RAW;

    CodecId select(MemorySegment page, long pageOffset);
}
