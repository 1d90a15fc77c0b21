package org.pagurus.transport.driver;

import io.netty.buffer.ByteBuf;
import java.lang.foreign.MemorySegment;
import org.pagurus.engine.page.FewPages;
import org.pagurus.engine.page.PageSender;
import org.pagurus.engine.page.StreamTally;
import org.pagurus.protocol.PageFrame;

/**
 * Has a stream's {@link PageSender} fill buffers until it is closed. Owner: whoever has the
 * sender's turn; {@link #close} from any thread.
 */
final class FrameFiller {
    private final PageSender sender;
    private final MemoryGate gate = new MemoryGate();

    FrameFiller(PageSender sender) {
        this.sender = sender;
    }

    /** Fills an empty buffer with the next frame; it stays empty when there is none. */
    void fill(ByteBuf buffer) {
        MemorySegment room =
                MemorySegment.ofBuffer(buffer.internalNioBuffer(0, PageFrame.MAX_BYTES));
        gate.pass(
                () -> {
                    MemorySegment frame = sender.fill(room);
                    if (frame.byteSize() > 0) {
                        int start = (int) (frame.address() - room.address());
                        buffer.setIndex(start, start + (int) frame.byteSize());
                    }
                });
    }

    /** Whether what is left of the round is so little that an event loop may fill it. */
    boolean hasFewPages() {
        return sender.hasAtMost(FewPages.MOST);
    }

    /** Whether the round's last frame has been filled. */
    boolean isRoundSent() {
        return sender.isRoundSent();
    }

    StreamTally tally() {
        return sender.tally();
    }

    /** When this returns nothing is being filled, and never will be: guest memory is left alone. */
    void close() {
        gate.close();
    }
}
