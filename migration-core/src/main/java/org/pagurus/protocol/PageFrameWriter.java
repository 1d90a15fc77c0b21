package org.pagurus.protocol;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.pagurus.codec.CodecId;
import org.pagurus.codec.PageCodec;
import org.pagurus.memory.Page;

/** Writes one {@linkplain PageFrame frame} after the other into buffers it is given. One thread. */
public final class PageFrameWriter {
    private final int stream;
    private final FrameChecksum checksum = new FrameChecksum();
    private MemorySegment out = MemorySegment.NULL;
    private int round;
    private long end;
    private long nextNumber;
    private int pages;

    public PageFrameWriter(int stream) {
        this.stream = stream;
    }

    /**
     * Begins a frame at the start of {@code out}, which holds at least {@link PageFrame#MAX_BYTES}.
     */
    public void begin(MemorySegment out, int round) {
        if (out.byteSize() < PageFrame.MAX_BYTES) {
            throw new IllegalArgumentException(
                    "a frame needs " + PageFrame.MAX_BYTES + " bytes: " + out.byteSize());
        }
        this.out = out;
        this.round = round;
        end = PageFrame.HEADER_BYTES;
        nextNumber = 0;
        pages = 0;
        checksum.begin();
    }

    /** Whether another page surely fits. */
    public boolean hasRoom() {
        return pages < PageFrame.MAX_PAGES
                && PageFrame.MAX_BYTES - end >= PageFrame.MAX_RECORD_BYTES;
    }

    public int pages() {
        return pages;
    }

    /**
     * Adds a page; numbers ascend within a frame.
     *
     * @param snapshot the page's content, which does not change meanwhile
     * @param contentChecksum CRC32C of these 4096 bytes
     */
    public void page(long number, PageCodec codec, MemorySegment snapshot, int contentChecksum) {
        beginRecord(number, codec.id(), contentChecksum);
        if (codec.fixedEncodedBytes() == PageCodec.VARIABLE) {
            variable(codec, snapshot);
        } else {
            end += codec.encode(snapshot, 0, out, end);
        }
    }

    /**
     * Where in the frame the bytes of page {@code number} would lie if it came next and raw. A
     * snapshot that is made there need not be moved: see {@link #rawPageInPlace}.
     */
    public long rawOffset(long number) {
        return end + Varint.sizeBytes(number - nextNumber) + 1;
    }

    /** Adds a page as it is; its bytes are at {@link #rawOffset} already. */
    public void rawPageInPlace(long number, int contentChecksum) {
        beginRecord(number, CodecId.RAW, contentChecksum);
        end += Page.SIZE_BYTES;
    }

    /** Adds a page that is all zero. */
    public void zeroPage(long number, int contentChecksum) {
        beginRecord(number, CodecId.ZERO, contentChecksum);
    }

    private void beginRecord(long number, CodecId codec, int contentChecksum) {
        if (number < nextNumber || !hasRoom()) {
            throw new IllegalStateException(
                    "page " + number + " after " + (nextNumber - 1) + ", " + pages + " pages");
        }
        end = Varint.write(out, end, number - nextNumber);
        out.set(ValueLayout.JAVA_BYTE, end++, (byte) codec.wire());
        nextNumber = number + 1;
        pages++;
        checksum.page(number, contentChecksum);
    }

    /** Ends a frame of pages and returns its length in bytes. */
    public int endPages() {
        return finish(PageFrame.TYPE_PAGES);
    }

    /** Ends the frame, which has no pages, as the mark behind a round's last page. */
    public int endRound(boolean last) {
        return finish(last ? PageFrame.TYPE_LAST_ROUND_END : PageFrame.TYPE_ROUND_END);
    }

    /**
     * The length is known only behind the bytes: they are written two bytes on, where a length of 2
     * bytes ends.
     */
    private void variable(PageCodec codec, MemorySegment snapshot) {
        int length = codec.encode(snapshot, 0, out, end + 2);
        if (length > PageCodec.MAX_ENCODED_BYTES) {
            throw new IllegalStateException(codec.id() + " wrote " + length + " bytes for a page");
        }
        int lengthBytes = Varint.sizeBytes(length);
        if (lengthBytes < 2) {
            MemorySegment.copy(out, end + 2, out, end + lengthBytes, length);
        }
        end = Varint.write(out, end, length) + length;
    }

    private int finish(int type) {
        out.set(PageFrame.INT, 0, (int) end - PageFrame.LENGTH_BYTES);
        out.set(ValueLayout.JAVA_BYTE, PageFrame.TYPE_OFFSET, (byte) type);
        out.set(ValueLayout.JAVA_BYTE, PageFrame.RESERVED_OFFSET, (byte) 0);
        out.set(PageFrame.SHORT, PageFrame.STREAM_OFFSET, (short) stream);
        out.set(PageFrame.INT, PageFrame.ROUND_OFFSET, round);
        out.set(PageFrame.SHORT, PageFrame.PAGES_OFFSET, (short) pages);
        out.set(PageFrame.SHORT, PageFrame.RESERVED2_OFFSET, (short) 0);
        out.set(PageFrame.INT, PageFrame.CHECKSUM_OFFSET, checksum.value(out));
        assert pages == 0 || end <= PageFrame.HEADER_BYTES + (long) pages * (Page.SIZE_BYTES * 2);
        return (int) end;
    }
}
