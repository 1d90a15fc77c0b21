package org.pagurus.transport.driver;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.pagurus.engine.page.PageReceiver;
import org.pagurus.protocol.PageFrame;
import org.pagurus.protocol.PageFrameHead;
import org.pagurus.protocol.ProtocolException;

/**
 * Makes frames of a page stream's bytes. Before each read it says where the bytes shall go: raw
 * pages in a row are read right into guest memory, behind a read of their frame's head alone; what
 * has to be decoded is read into one buffer, as much as there is, frame after frame. Frames that
 * are whole there {@linkplain #hasFrames wait} until somebody has decoded them; they stay where
 * they are, so the channel should not be read meanwhile. Owner: the channel's event loop.
 *
 * <p>Guest memory is written to by address, so the channel must be closed before the memory is.
 */
final class FrameReception {
    private static final int BUFFER_BYTES = 1 << 20;

    /** For a read that comes while frames wait. */
    private static final int HELD_BYTES = 64 << 10;

    private final ByteBufAllocator allocator;
    private final PageReceiver receiver;
    private final WholeFrames wholeFrames;

    /** A head, and at most a few bytes behind it. */
    private final ByteBuf head;

    /** Frames, the last of which may not have come whole. */
    private final ByteBuf buffer;

    /** Guest memory that the rest of the frame goes to; empty unless a frame is being placed. */
    private final Queue<ByteBuf> places = new ArrayDeque<>();

    /** What came while frames waited. */
    private final Queue<ByteBuf> held = new ArrayDeque<>();

    private @Nullable ByteBuf target;

    /** Whether the next frame's pages are likely to be placed too. */
    private boolean expectsPlaces;

    /** Whether the frame at the start of the buffer must be received whole. */
    private boolean wantsWhole;

    private boolean hasFrames;

    /**
     * @param wholeFrames takes those without bodies at once: there is nothing to decode
     */
    FrameReception(ByteBufAllocator allocator, PageReceiver receiver, WholeFrames wholeFrames) {
        this.allocator = allocator;
        this.receiver = receiver;
        this.wholeFrames = wholeFrames;
        head = allocator.directBuffer(PageFrame.MAX_HEAD_BYTES, PageFrame.MAX_HEAD_BYTES);
        buffer = allocator.directBuffer(BUFFER_BYTES, BUFFER_BYTES);
    }

    /** Where the next bytes are to be read to; it has room. */
    ByteBuf target() {
        target = nextTarget();
        return target;
    }

    private ByteBuf nextTarget() {
        if (hasFrames) {
            ByteBuf late = allocator.directBuffer(HELD_BYTES, HELD_BYTES);
            held.add(late);
            return late;
        }
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

    /** Takes what was read, to the {@linkplain #target() target} or to somewhere else. */
    void accept(ByteBuf bytes) throws ProtocolException {
        boolean isTarget = bytes == target;
        if (hasFrames) {
            if (!isTarget) {
                held.add(bytes.retain());
            }
        } else if (isTarget) {
            advance();
        } else {
            copy(bytes);
            if (bytes.isReadable()) {
                held.add(bytes.retain());
            }
        }
    }

    /** Whether whole frames wait to be decoded. Until then nothing else is touched. */
    boolean hasFrames() {
        return hasFrames;
    }

    /**
     * The frames that wait, the last of which may not have come whole, for a thread that decodes
     * them. Until it has, this is not released.
     */
    MemorySegment waiting() {
        return MemorySegment.ofBuffer(buffer.nioBuffer());
    }

    /** The frames that waited are decoded; they took so many bytes. */
    void decoded(int bytes) throws ProtocolException {
        hasFrames = false;
        wantsWhole = false;
        buffer.skipBytes(bytes);
        takeFrames();
        for (ByteBuf next = held.peek(); next != null && !hasFrames; next = held.peek()) {
            copy(next);
            if (!next.isReadable()) {
                held.remove().release();
            }
        }
    }

    /** Gives the buffers back; the channel is closed, and nobody decodes. */
    void release() {
        head.release();
        buffer.release();
        places.forEach(ByteBuf::release);
        places.clear();
        held.forEach(ByteBuf::release);
        held.clear();
    }

    /** Copies bytes to where they should have been read to, as far as no frames wait. */
    private void copy(ByteBuf bytes) throws ProtocolException {
        while (bytes.isReadable() && !hasFrames) {
            ByteBuf next = nextTarget();
            next.writeBytes(bytes, Math.min(bytes.readableBytes(), next.writableBytes()));
            advance();
        }
    }

    private void advance() throws ProtocolException {
        if (!places.isEmpty()) {
            place();
        } else if (expectsPlaces) {
            takeHead();
        } else {
            takeFrames();
        }
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
        while (places.isEmpty() && !hasFrames && hasHead(buffer)) {
            int frameBytes = PageFrameHead.frameBytes(buffer.getInt(buffer.readerIndex()));
            if (buffer.readableBytes() < frameBytes) {
                if (wantsWhole || !beginPlaces(buffer)) {
                    wantsWhole = true;
                    return;
                }
            } else if (frameBytes > headBytes(buffer)) {
                hasFrames = true;
            } else {
                wholeFrames.take(readable(buffer, frameBytes));
                buffer.skipBytes(frameBytes);
                wantsWhole = false;
            }
        }
    }

    private static boolean hasHead(ByteBuf bytes) throws ProtocolException {
        int found = bytes.readableBytes();
        if (found >= PageFrame.LENGTH_BYTES) { // a wrong length is not waited behind
            var unused = PageFrameHead.frameBytes(bytes.getInt(bytes.readerIndex()));
        }
        return found >= PageFrame.HEADER_BYTES && found >= headBytes(bytes);
    }

    private static int headBytes(ByteBuf bytes) throws ProtocolException {
        return PageFrameHead.headBytes(readable(bytes, PageFrame.HEADER_BYTES));
    }

    /** Has the frame's rest read into its places, if it may; the part that is here is copied. */
    private boolean beginPlaces(ByteBuf bytes) throws ProtocolException {
        for (MemorySegment place : receiver.places(readable(bytes, bytes.readableBytes()))) {
            places.add(Unpooled.wrappedBuffer(place.asByteBuffer()).clear());
        }
        if (places.isEmpty()) {
            return false;
        }
        bytes.skipBytes(headBytes(bytes));
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
