package org.pagurus.protocol;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;
import org.pagurus.codec.CodecId;
import org.pagurus.memory.Page;

/**
 * The head of a {@linkplain PageFrame frame} that comes from the other host and is not to be
 * trusted: whatever the bytes are, the answer is a head that fits its frame or a {@link
 * ProtocolException}, and nothing outside the head is read. One object reads one head after the
 * other. One thread.
 */
public final class PageFrameHead {
    private static final int MIN_LENGTH = PageFrame.HEADER_BYTES - PageFrame.LENGTH_BYTES;
    private static final int MAX_LENGTH = PageFrame.MAX_BYTES - PageFrame.LENGTH_BYTES;

    private final long[] numbers = new long[PageFrame.MAX_PAGES];
    private final CodecId[] codecs = new CodecId[PageFrame.MAX_PAGES];
    private final int[] bodyOffsets = new int[PageFrame.MAX_PAGES];
    private final int[] bodyBytes = new int[PageFrame.MAX_PAGES];
    private final FrameChecksum frameChecksum = new FrameChecksum();
    private int type;
    private int stream;
    private int round;
    private int pages;
    private int headBytes;
    private int blockPages;
    private int blockBytes;
    private int frameBytes;
    private int checksum;
    private long at;

    /**
     * Checks the length field of a frame: how many bytes the whole frame has, that field included.
     */
    public static int frameBytes(int lengthField) throws ProtocolException {
        if (lengthField < MIN_LENGTH || lengthField > MAX_LENGTH) {
            throw new ProtocolException(
                    "frame.length",
                    "expected "
                            + MIN_LENGTH
                            + " to "
                            + MAX_LENGTH
                            + " but found "
                            + Integer.toUnsignedString(lengthField));
        }
        return lengthField + PageFrame.LENGTH_BYTES;
    }

    /**
     * Checks a frame's header, its first {@link PageFrame#HEADER_BYTES} bytes: how many bytes its
     * head has.
     */
    public static int headBytes(MemorySegment header) throws ProtocolException {
        int frameBytes = frameBytes(header.get(PageFrame.INT, 0));
        int table = header.get(PageFrame.SHORT, PageFrame.TABLE_OFFSET) & 0xffff;
        int most = Math.min(PageFrame.MAX_TABLE_BYTES, frameBytes - PageFrame.HEADER_BYTES);
        if (table > most) {
            throw new ProtocolException(
                    "frame.table", "expected 0 to " + most + " but found " + table);
        }
        return PageFrame.HEADER_BYTES + table;
    }

    /**
     * How many pages a frame claims to have; not checked.
     *
     * @param header the frame's first {@link PageFrame#HEADER_BYTES} bytes
     */
    public static int pages(MemorySegment header) {
        return header.get(PageFrame.SHORT, PageFrame.PAGES_OFFSET) & 0xffff;
    }

    /**
     * Reads a head.
     *
     * @param head begins with the frame and has at least its {@link #headBytes(MemorySegment)}
     */
    public void read(MemorySegment head) throws ProtocolException {
        if (head.byteSize() < PageFrame.HEADER_BYTES) {
            throw new ProtocolException(
                    "frame.length",
                    "a frame has at least "
                            + PageFrame.HEADER_BYTES
                            + " bytes but this one has "
                            + head.byteSize());
        }
        headBytes = headBytes(head);
        if (head.byteSize() < headBytes) {
            throw new ProtocolException("frame.table", "the frame ends within it");
        }
        frameBytes = frameBytes(head.get(PageFrame.INT, 0));
        type = head.get(ValueLayout.JAVA_BYTE, PageFrame.TYPE_OFFSET) & 0xff;
        stream = head.get(PageFrame.SHORT, PageFrame.STREAM_OFFSET) & 0xffff;
        round = head.get(PageFrame.INT, PageFrame.ROUND_OFFSET);
        pages = pages(head);
        checksum = head.get(PageFrame.INT, PageFrame.CHECKSUM_OFFSET);
        checkHeader(head);
        readTable(head);
        frameChecksum.header(head);
    }

    public int type() {
        return type;
    }

    public int stream() {
        return stream;
    }

    public int round() {
        return round;
    }

    public int pages() {
        return pages;
    }

    /** Bytes of header and table. */
    public int headBytes() {
        return headBytes;
    }

    /** Bytes of the whole frame. */
    public int frameBytes() {
        return frameBytes;
    }

    /** The number of the frame's {@code i}-th page. */
    public long number(int i) {
        return numbers[i];
    }

    public CodecId codec(int i) {
        return codecs[i];
    }

    /** Where in the frame the body of its {@code i}-th page begins. */
    public int bodyOffset(int i) {
        return bodyOffsets[i];
    }

    public int bodyBytes(int i) {
        return bodyBytes[i];
    }

    /** The pages of codec {@link CodecId#WINDOW}, which the block at the frame's end holds. */
    public int blockPages() {
        return blockPages;
    }

    public int blockOffset() {
        return frameBytes - blockBytes;
    }

    public int blockBytes() {
        return blockBytes;
    }

    /**
     * The page that the body of the frame's {@code i}-th page, which has codec {@link
     * CodecId#DUPLICATE}, names.
     */
    public long original(int i, MemorySegment frame) throws ProtocolException {
        long value = 0;
        for (int at = 0; at < bodyBytes[i]; at++) {
            int next = frame.get(ValueLayout.JAVA_BYTE, bodyOffsets[i] + at) & 0xff;
            value |= (long) (next & 0x7f) << (7 * at);
            if (next < 0x80) {
                if (at + 1 == bodyBytes[i] && at < Varint.MAX_BYTES) {
                    return value;
                }
                break;
            }
        }
        throw new ProtocolException(
                "page.bytes", "page " + numbers[i] + ", DUPLICATE, expected one page number");
    }

    /**
     * Compares the frame's checksum with what was received.
     *
     * @param contentChecksums CRC32C of each page's 4096 bytes as they are now in memory
     */
    public void verify(int[] contentChecksums) throws ProtocolException {
        frameChecksum.begin();
        for (int i = 0; i < pages; i++) {
            frameChecksum.page(numbers[i], contentChecksums[i]);
        }
        int expected = frameChecksum.value();
        if (expected != checksum) {
            throw new ProtocolException(
                    "frame.checksum",
                    "expected "
                            + Integer.toHexString(expected)
                            + " but found "
                            + Integer.toHexString(checksum));
        }
    }

    private void checkHeader(MemorySegment head) throws ProtocolException {
        boolean hasPages = type == PageFrame.TYPE_PAGES;
        if (!hasPages
                && type != PageFrame.TYPE_ROUND_END
                && type != PageFrame.TYPE_LAST_ROUND_END) {
            throw new ProtocolException("frame.type", "expected 1 to 3 but found " + type);
        }
        if (hasPages ? pages < 1 || pages > PageFrame.MAX_PAGES : pages != 0) {
            throw new ProtocolException(
                    "frame.pages",
                    "expected "
                            + (hasPages ? "1 to " + PageFrame.MAX_PAGES : "0")
                            + " but found "
                            + pages);
        }
        if (head.get(ValueLayout.JAVA_BYTE, PageFrame.RESERVED_OFFSET) != 0) {
            throw new ProtocolException("frame.reserved", "expected 0");
        }
    }

    private void readTable(MemorySegment head) throws ProtocolException {
        at = PageFrame.HEADER_BYTES;
        long next = 0;
        int bodyOffset = headBytes;
        blockPages = 0;
        for (int i = 0; i < pages; i++) {
            numbers[i] = next + varint(head, "page.number");
            next = numbers[i] + 1;
            codecs[i] = codec(head);
            long length = codecs[i].bodyBytes();
            if (length == CodecId.VARIABLE) {
                length = varint(head, "page.length");
            }
            if (length > Page.SIZE_BYTES || length > frameBytes - bodyOffset) {
                throw new ProtocolException(
                        "page.length",
                        "page "
                                + numbers[i]
                                + " claims "
                                + length
                                + " bytes, the frame has "
                                + (frameBytes - bodyOffset));
            }
            bodyOffsets[i] = bodyOffset;
            bodyBytes[i] = (int) length;
            bodyOffset += (int) length;
            if (codecs[i] == CodecId.WINDOW) {
                blockPages++;
            }
        }
        if (at != headBytes) {
            throw new ProtocolException(
                    "frame.table", (headBytes - at) + " bytes behind the last page's");
        }
        blockBytes = frameBytes - bodyOffset;
        if (blockPages == 0 && blockBytes > 0) {
            throw new ProtocolException("frame.length", blockBytes + " bytes behind the last page");
        }
        int most = blockPages * Page.SIZE_BYTES + PageFrame.MAX_BLOCK_OVERHEAD_BYTES;
        if (blockPages > 0 && (blockBytes == 0 || blockBytes > most)) {
            throw new ProtocolException(
                    "frame.block", "expected 1 to " + most + " bytes but found " + blockBytes);
        }
    }

    private CodecId codec(MemorySegment head) throws ProtocolException {
        int wire = unsignedByte(head, "page.codec");
        @Nullable CodecId id = CodecId.ofWire(wire);
        if (id == null) {
            throw new ProtocolException("page.codec", "no codec has the number " + wire);
        }
        return id;
    }

    private long varint(MemorySegment head, String field) throws ProtocolException {
        long value = 0;
        for (int i = 0; i < Varint.MAX_BYTES; i++) {
            int next = unsignedByte(head, field);
            value |= (long) (next & 0x7f) << (7 * i);
            if (next < 0x80) {
                return value;
            }
        }
        throw new ProtocolException(field, "a number of more than " + Varint.MAX_BYTES + " bytes");
    }

    private int unsignedByte(MemorySegment head, String field) throws ProtocolException {
        if (at >= headBytes) {
            throw new ProtocolException(field, "the table ends within it");
        }
        return head.get(ValueLayout.JAVA_BYTE, at++) & 0xff;
    }
}
