package org.pagurus.engine.page;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.pagurus.codec.CodecId;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;
import org.pagurus.protocol.PageFrameHead;

/** The stretches of memory that a frame's bodies can be received into as they come. */
final class Places {
    /**
     * How long a stretch must be on average: each takes a read of its own, which costs as much as
     * copying a few pages.
     */
    private static final int MIN_PAGES = 8;

    private Places() {}

    /** The stretches in the frame's order; none when the frame is better received whole. */
    static List<MemorySegment> of(PageFrameHead head, GuestMemory memory) {
        int stretches = 0;
        for (int i = 0; i < head.pages(); i++) {
            if (head.codec(i) != CodecId.RAW) {
                return List.of();
            }
            if (i == 0 || head.number(i) != head.number(i - 1) + 1) {
                stretches++;
            }
        }
        if (stretches == 0 || head.pages() < stretches * MIN_PAGES) {
            return List.of();
        }
        List<MemorySegment> places = new ArrayList<>(stretches);
        int first = 0;
        for (int i = 1; i <= head.pages(); i++) {
            if (i == head.pages() || head.number(i) != head.number(i - 1) + 1) {
                places.add(
                        memory.segment()
                                .asSlice(
                                        Page.offsetBytes(head.number(first)),
                                        (long) (i - first) * Page.SIZE_BYTES));
                first = i;
            }
        }
        return places;
    }
}
