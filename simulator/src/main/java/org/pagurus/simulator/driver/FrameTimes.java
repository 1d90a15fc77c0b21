package org.pagurus.simulator.driver;

import java.lang.foreign.MemorySegment;
import org.pagurus.codec.CodecId;
import org.pagurus.protocol.PageFrameHead;
import org.pagurus.protocol.ProtocolException;

/** What it takes to put the pages of a frame into memory. */
final class FrameTimes {
    private final PageTimes times;
    private final PageFrameHead head = new PageFrameHead();

    FrameTimes(PageTimes times) {
        this.times = times;
    }

    /** Nanoseconds of one core; those of a bare frame where it cannot be read. */
    double decodeNs(MemorySegment frame) {
        double ns = times.other().frameNs() + times.other().byteNs() * frame.byteSize();
        if (!isReadable(frame)) {
            return ns;
        }
        int blockPages = head.blockPages();
        int blockPageBytes = blockPages == 0 ? 0 : head.blockBytes() / blockPages;
        for (int i = 0; i < head.pages(); i++) {
            CodecId codec = head.codec(i);
            int bytes = codec == CodecId.WINDOW ? blockPageBytes : head.bodyBytes(i);
            ns += times.decodeNs(codec, bytes);
        }
        return ns;
    }

    /** Whether it has pages that are neither all zero nor in full. */
    boolean mustDecode(MemorySegment frame) {
        if (!isReadable(frame)) {
            return false;
        }
        for (int i = 0; i < head.pages(); i++) {
            CodecId codec = head.codec(i);
            if (codec != CodecId.RAW && codec != CodecId.ZERO) {
                return true;
            }
        }
        return false;
    }

    /** How many pages it has; none where it cannot be read. */
    int pages(MemorySegment frame) {
        return isReadable(frame) ? head.pages() : 0;
    }

    private boolean isReadable(MemorySegment frame) {
        try {
            head.read(frame);
            return true;
        } catch (ProtocolException e) {
            return false;
        }
    }
}
