package org.pagurus.transport.driver;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.pagurus.engine.page.PageReceiver;
import org.pagurus.protocol.PageFrame;
import org.pagurus.protocol.PageFrameHead;
import org.pagurus.protocol.ProtocolException;

/**
 * Has frames that have come whole decoded into guest memory. Owner: whoever has the receiver's
 * turn.
 */
final class WholeFrames {
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final PageReceiver receiver;
    private final MemoryGate gate;
    private final Consumer<PageReceiver.RoundEnd> roundEnds;

    WholeFrames(PageReceiver receiver, MemoryGate gate, Consumer<PageReceiver.RoundEnd> roundEnds) {
        this.receiver = receiver;
        this.gate = gate;
        this.roundEnds = roundEnds;
    }

    /** Takes one frame. */
    void take(MemorySegment frame) throws ProtocolException {
        gate.pass(
                () -> {
                    if (receiver.receive(frame)) {
                        roundEnds.accept(receiver.roundEnd());
                    }
                });
    }

    /**
     * Whether the frames that {@link #takeAll} would take are no more than so many and have no more
     * pages than that. A frame with a wrong length ends them: it is refused when its turn comes.
     */
    static boolean haveAtMost(int most, MemorySegment bytes) {
        int found = 0;
        try {
            long at = 0;
            for (long left = bytes.byteSize(); left >= PageFrame.HEADER_BYTES && found <= most; ) {
                int frameBytes = PageFrameHead.frameBytes(bytes.get(INT, at));
                if (frameBytes > left) {
                    break;
                }
                found += Math.max(1, PageFrameHead.pages(bytes.asSlice(at)));
                at += frameBytes;
                left -= frameBytes;
            }
        } catch (ProtocolException e) {
            // Its turn has not come.
        }
        return found <= most;
    }

    /**
     * Takes frames as long as the next one has come whole. The gate is passed for each: who waits
     * to close it does not wait for all.
     *
     * @return how many bytes they were
     */
    int takeAll(MemorySegment bytes) throws ProtocolException {
        long at = 0;
        for (long left = bytes.byteSize(); left >= PageFrame.LENGTH_BYTES; ) {
            int frameBytes = PageFrameHead.frameBytes(bytes.get(INT, at));
            if (frameBytes > left) {
                break;
            }
            take(bytes.asSlice(at, frameBytes));
            at += frameBytes;
            left -= frameBytes;
        }
        return (int) at;
    }
}
