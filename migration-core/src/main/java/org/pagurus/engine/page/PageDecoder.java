package org.pagurus.engine.page;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.pagurus.codec.CodecId;
import org.pagurus.codec.Codecs;
import org.pagurus.codec.MalformedInputException;
import org.pagurus.codec.window.WindowDecoder;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;
import org.pagurus.protocol.PageFrame;
import org.pagurus.protocol.PageFrameHead;
import org.pagurus.protocol.ProtocolException;

/**
 * Decodes the pages of one stream's frames into the destination's memory. Pages are decoded in
 * their order: what a page refers to, its own version sent last or another page's, is what lies in
 * memory when its turn comes. Owner: the stream's thread; {@link #close} when that has ended.
 */
final class PageDecoder implements AutoCloseable {
    private final int stream;
    private final StreamMap map;
    private final GuestMemory memory;
    private final Codecs codecs = new Codecs();
    private final @Nullable WindowDecoder window;
    private final Arena arena = Arena.ofShared();

    /** The pages of the frame's block. */
    private final MemorySegment blockPages;

    private int nextBlockPage;

    /**
     * @param windowLog the stream's long frame has a window of at most 2^windowLog bytes; 0 when it
     *     has no such frame
     */
    PageDecoder(int stream, StreamMap map, GuestMemory memory, int windowLog) {
        this.stream = stream;
        this.map = map;
        this.memory = memory;
        window = windowLog > 0 ? new WindowDecoder(windowLog) : null;
        blockPages =
                windowLog > 0
                        ? arena.allocate((long) PageFrame.MAX_PAGES * Page.SIZE_BYTES, 64)
                        : MemorySegment.NULL;
    }

    /** Whether a page may come in this codec. */
    boolean speaks(CodecId codec) {
        return codec != CodecId.WINDOW || window != null;
    }

    /** Begins a frame: decodes its block, if it has one. */
    void begin(PageFrameHead head, MemorySegment frame) throws ProtocolException {
        nextBlockPage = 0;
        WindowDecoder decoder = window;
        if (head.blockPages() == 0 || decoder == null) {
            return;
        }
        try {
            decoder.decode(
                    frame,
                    head.blockOffset(),
                    head.blockBytes(),
                    blockPages,
                    0,
                    head.blockPages() * Page.SIZE_BYTES);
        } catch (MalformedInputException e) {
            throw new ProtocolException("frame.block", String.valueOf(e.getMessage()));
        }
    }

    /** Decodes the frame's {@code i}-th page into its place. */
    void decode(PageFrameHead head, int i, MemorySegment frame) throws ProtocolException {
        long page = head.number(i);
        MemorySegment out = memory.segment();
        long place = Page.offsetBytes(page);
        int offset = head.bodyOffset(i);
        int bytes = head.bodyBytes(i);
        CodecId codec = head.codec(i);
        try {
            switch (codec) {
                case UNCHANGED -> {}
                case WINDOW ->
                        MemorySegment.copy(
                                blockPages,
                                Page.offsetBytes(nextBlockPage++),
                                out,
                                place,
                                Page.SIZE_BYTES);
                case DUPLICATE ->
                        MemorySegment.copy(
                                out, original(head, i, frame), out, place, Page.SIZE_BYTES);
                case XBZRLE, PREFIX ->
                        codecs.ofDelta(codec).decode(frame, offset, bytes, out, place);
                case RAW, ZERO, SPARSE, WKDM, LZ4, ZSTD ->
                        codecs.ofPage(codec).decode(frame, offset, bytes, out, place);
            }
        } catch (MalformedInputException e) {
            throw new ProtocolException(
                    "page.bytes", "page " + page + ", " + codec + ", " + e.getMessage());
        }
    }

    /** Gives native memory back. */
    @Override
    public void close() {
        codecs.close();
        if (window != null) {
            window.close();
        }
        arena.close();
    }

    private long original(PageFrameHead head, int i, MemorySegment frame) throws ProtocolException {
        long original = head.original(i, frame);
        if (original >= memory.pageCount()
                || map.streamOf(original) != stream
                || original == head.number(i)) {
            throw new ProtocolException(
                    "page.bytes",
                    "page "
                            + head.number(i)
                            + ", DUPLICATE, expected another page of stream "
                            + stream
                            + " but found "
                            + original);
        }
        return Page.offsetBytes(original);
    }
}
