package org.pagurus.transport.driver;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pagurus.engine.page.PageReceiver;
import org.pagurus.protocol.PageFrame;
import org.pagurus.protocol.PageFrameHead;
import org.pagurus.protocol.ProtocolException;

/**
 * Makes frames of a page stream's bytes. Before each read it says where the bytes shall go: raw
 * pages in a row are read right into guest memory, behind a read of their frame's head alone; what
 * has to be decoded is read into one buffer, as much as there is, frame after frame. Owner: the
 * channel's event loop.
 *
 * <p>Guest memory is written to by address, so the channel must be closed before the memory is.
 */
final class FrameReception {
    private static final int BUFFER_BYTES = 1 << 20;

    private final PageReceiver receiver;
    private final Consumer<PageReceiver.RoundEnd> roundEnds;

    /** A head, and at most a few bytes behind it. */
    private final ByteBuf head;

    /** Frames, the last of which may not have come whole. */
    private final ByteBuf buffer;

    /** Guest memory that the rest of the frame goes to; empty unless a frame is being placed. */
    private final Queue<ByteBuf> places = new ArrayDeque<>();

    private @Nullable ByteBuf target;

    /** Whether the next frame's pages are likely to be placed too. */
    private boolean expectsPlaces;

    /** Whether the frame at the start of the buffer must be received whole. */
    private boolean wantsWhole;

    FrameReception(
            ByteBufAllocator allocator,
            PageReceiver receiver,
            Consumer<PageReceiver.RoundEnd> roundEnds) {
        this.receiver = receiver;
        this.roundEnds = roundEnds;
        head = allocator.directBuffer(PageFrame.MAX_HEAD_BYTES, PageFrame.MAX_HEAD_BYTES);
        buffer = allocator.directBuffer(BUFFER_BYTES, BUFFER_BYTES);
    }

    /** Where the next bytes are to be read to; it has room. */
    ByteBuf target() {
        target = nextTarget();
        return target;
    }

    /** Whether these bytes were read to the target: then {@link #advance} takes them. */
    boolean isTarget(ByteBuf bytes) {
        return bytes == target;
    }

    private ByteBuf nextTarget() {
        @Nullable ByteBuf place = places.peek();
        if (place != null) {
            return place;
        }
        if (expectsPlaces) {
            return head;
        }
        if (!buffer.isReadable()) {
            buffer.clear();
        } else if (buffer.writableBytes() < PageFrame.MAX_BYTES - buffer.readableBytes()) {
            buffer.discardReadBytes();
        }
        return buffer;
    }

    /** Takes bytes that were read to somewhere else. */
    void accept(ByteBuf bytes) throws ProtocolException {
        while (bytes.isReadable()) {
            ByteBuf next = nextTarget();
            next.writeBytes(bytes, Math.min(bytes.readableBytes(), next.writableBytes()));
            advance();
        }
    }

    /** Takes what was read to the {@linkplain #target() target}. */
    void advance() throws ProtocolException {
        if (!places.isEmpty()) {
            place();
        } else if (expectsPlaces) {
            takeHead();
        } else {
            takeFrames();
        }
    }

    /** Gives the buffers back; the channel is closed. */
    void release() {
        head.release();
        buffer.release();
        places.forEach(ByteBuf::release);
        places.clear();
    }

    private void takeHead() throws ProtocolException {
        if (!hasHead(head)) {
            return;
        }
        if (!beginPlaces(head)) {
            expectsPlaces = false;
            wantsWhole = true;
            buffer.clear().writeBytes(head);
            head.clear();
            takeFrames();
        }
    }

    private void takeFrames() throws ProtocolException {
        while (places.isEmpty() && hasHead(buffer)) {
            int frameBytes = PageFrameHead.frameBytes(buffer.getInt(buffer.readerIndex()));
            if (buffer.readableBytes() >= frameBytes) {
                boolean roundEnded = receiver.receive(readable(buffer, frameBytes));
                buffer.skipBytes(frameBytes);
                wantsWhole = false;
                if (roundEnded) {
                    roundEnds.accept(receiver.roundEnd());
                }
            } else if (wantsWhole || !beginPlaces(buffer)) {
                wantsWhole = true;
                return;
            }
        }
    }

    private static boolean hasHead(ByteBuf bytes) throws ProtocolException {
        int found = bytes.readableBytes();
        if (found >= PageFrame.LENGTH_BYTES) { // a wrong length is not waited behind
            var unused = PageFrameHead.frameBytes(bytes.getInt(bytes.readerIndex()));
        }
        return found >= PageFrame.HEADER_BYTES
                && found >= PageFrameHead.headBytes(readable(bytes, PageFrame.HEADER_BYTES));
    }

    /** Has the frame's rest read into its places, if it may; the part that is here is copied. */
    private boolean beginPlaces(ByteBuf bytes) throws ProtocolException {
        for (MemorySegment place : receiver.places(readable(bytes, bytes.readableBytes()))) {
            places.add(Unpooled.wrappedBuffer(place.asByteBuffer()).clear());
        }
        if (places.isEmpty()) {
            return false;
        }
        bytes.skipBytes(PageFrameHead.headBytes(readable(bytes, PageFrame.HEADER_BYTES)));
        for (ByteBuf place : places) {
            place.writeBytes(bytes, Math.min(bytes.readableBytes(), place.writableBytes()));
        }
        bytes.clear();
        expectsPlaces = true;
        place();
        return true;
    }

    private void place() throws ProtocolException {
        for (ByteBuf place = places.peek();
                place != null && !place.isWritable();
                place = places.peek()) {
            places.remove().release();
            if (places.isEmpty()) {
                receiver.placed();
            }
        }
    }

    private static MemorySegment readable(ByteBuf bytes, int length) {
        return MemorySegment.ofBuffer(bytes.internalNioBuffer(bytes.readerIndex(), length));
    }
}
