package org.pagurus.protocol;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.pagurus.codec.CodecId;
import org.pagurus.memory.Page;

/**
 * Writes one {@linkplain PageFrame frame} after the other into buffers it is given. Bodies are
 * encoded right into their place; when the table is complete, it is put in front of them. One
 * thread.
 */
public final class PageFrameWriter {
    private final int stream;
    private final FrameChecksum checksum = new FrameChecksum();
    private final MemorySegment table = MemorySegment.ofArray(new byte[PageFrame.MAX_TABLE_BYTES]);
    private MemorySegment out = MemorySegment.NULL;
    private int round;
    private long tableEnd;
    private long bodiesEnd;
    private long nextNumber;
    private int pages;

    public PageFrameWriter(int stream) {
        this.stream = stream;
    }

    /**
     * Begins a frame in {@code out}, which holds at least {@link PageFrame#MAX_BYTES}. Where in it
     * the frame will start shows when it ends.
     */
    public void begin(MemorySegment out, int round) {
        if (out.byteSize() < PageFrame.MAX_BYTES) {
            throw new IllegalArgumentException(
                    "a frame needs " + PageFrame.MAX_BYTES + " bytes: " + out.byteSize());
        }
        this.out = out;
        this.round = round;
        tableEnd = 0;
        bodiesEnd = PageFrame.MAX_HEAD_BYTES;
        nextNumber = 0;
        pages = 0;
        checksum.begin();
    }

    /** Whether another page fits. */
    public boolean hasRoom() {
        return pages < PageFrame.MAX_PAGES;
    }

    public int pages() {
        return pages;
    }

    /**
     * Where in {@code out} the next page's body goes. It has room for 4096 bytes; what is there is
     * part of the frame only once {@link #page} says so.
     */
    public long bodyOffset() {
        return bodiesEnd;
    }

    /**
     * Adds a page, whose body is at {@link #bodyOffset()}; numbers ascend within a frame.
     *
     * @param bodyBytes 0 to 4096; the codec's own where its length is fixed
     * @param contentChecksum CRC32C of the page's 4096 bytes as they lie in memory
     */
    public void page(long number, CodecId codec, int bodyBytes, int contentChecksum) {
        if (number < nextNumber || !hasRoom()) {
            throw new IllegalStateException(
                    "page " + number + " after " + (nextNumber - 1) + ", " + pages + " pages");
        }
        boolean variable = codec.bodyBytes() == CodecId.VARIABLE;
        if (variable
                ? bodyBytes < 0 || bodyBytes >= Page.SIZE_BYTES
                : bodyBytes != codec.bodyBytes()) {
            throw new IllegalStateException(codec + " wrote " + bodyBytes + " bytes for a page");
        }
        tableEnd = Varint.write(table, tableEnd, number - nextNumber);
        table.set(ValueLayout.JAVA_BYTE, tableEnd++, (byte) codec.wire());
        if (variable) {
            tableEnd = Varint.write(table, tableEnd, bodyBytes);
        }
        bodiesEnd += bodyBytes;
        nextNumber = number + 1;
        pages++;
        checksum.page(number, contentChecksum);
    }

    /** Adds a page whose content the destination has as that of page {@code other}. */
    public void duplicate(long number, long other, int contentChecksum) {
        int bytes = (int) (Varint.write(out, bodiesEnd, other) - bodiesEnd);
        page(number, CodecId.DUPLICATE, bytes, contentChecksum);
    }

    /**
     * Adds the block that the pages of codec {@link CodecId#WINDOW} are encoded in, behind the last
     * page's body. It is at {@link #bodyOffset()}.
     */
    public void block(int bytes) {
        if (bytes <= 0 || bytes > out.byteSize() - bodiesEnd) {
            throw new IllegalStateException("a block of " + bytes + " bytes");
        }
        bodiesEnd += bytes;
    }

    /** Ends a frame of pages: the part of {@code out} that it takes. */
    public MemorySegment endPages() {
        return finish(PageFrame.TYPE_PAGES);
    }

    /** Ends the frame, which has no pages, as the mark behind a round's last page. */
    public MemorySegment endRound(boolean last) {
        return finish(last ? PageFrame.TYPE_LAST_ROUND_END : PageFrame.TYPE_ROUND_END);
    }

    private MemorySegment finish(int type) {
        long start = PageFrame.MAX_HEAD_BYTES - tableEnd - PageFrame.HEADER_BYTES;
        MemorySegment frame = out.asSlice(start, bodiesEnd - start);
        MemorySegment.copy(table, 0, frame, PageFrame.HEADER_BYTES, tableEnd);
        frame.set(PageFrame.INT, 0, (int) frame.byteSize() - PageFrame.LENGTH_BYTES);
        frame.set(ValueLayout.JAVA_BYTE, PageFrame.TYPE_OFFSET, (byte) type);
        frame.set(ValueLayout.JAVA_BYTE, PageFrame.RESERVED_OFFSET, (byte) 0);
        frame.set(PageFrame.SHORT, PageFrame.STREAM_OFFSET, (short) stream);
        frame.set(PageFrame.INT, PageFrame.ROUND_OFFSET, round);
        frame.set(PageFrame.SHORT, PageFrame.PAGES_OFFSET, (short) pages);
        frame.set(PageFrame.SHORT, PageFrame.TABLE_OFFSET, (short) tableEnd);
        checksum.header(frame);
        frame.set(PageFrame.INT, PageFrame.CHECKSUM_OFFSET, checksum.value());
        return frame;
    }
}
