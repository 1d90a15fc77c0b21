package org.pagurus.protocol;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;
import org.pagurus.codec.CodecId;
import org.pagurus.codec.Codecs;
import org.pagurus.codec.MalformedInputException;
import org.pagurus.codec.PageCodec;

/**
 * Reads {@linkplain PageFrame frames} that come from the other host and are not to be trusted:
 * whatever the bytes are, the answer is a frame or a {@link ProtocolException}, and nothing outside
 * the frame is read. One thread.
 */
public final class PageFrameReader {
    /** Takes the pages of a frame, one by one. */
    public interface PageSink {
        /**
         * Decodes a page into its place.
         *
         * @return CRC32C of the page's 4096 bytes as they are now in memory
         * @throws ProtocolException when this page may not come now
         * @throws MalformedInputException when the codec cannot make a page of the bytes
         */
        int page(long number, PageCodec codec, MemorySegment in, long offset, int length)
                throws ProtocolException, MalformedInputException;
    }

    private final Codecs codecs;
    private final FrameChecksum checksum = new FrameChecksum();
    private long at;

    public PageFrameReader(Codecs codecs) {
        this.codecs = codecs;
    }

    /**
     * Checks the length field of a frame: how many bytes the whole frame has, that field included.
     */
    public static int frameBytes(int lengthField) throws ProtocolException {
        if (lengthField < PageFrame.HEADER_BYTES - PageFrame.LENGTH_BYTES
                || lengthField > PageFrame.MAX_BYTES - PageFrame.LENGTH_BYTES) {
            throw new ProtocolException(
                    "frame.length",
                    "expected 16 to "
                            + (PageFrame.MAX_BYTES - PageFrame.LENGTH_BYTES)
                            + " but found "
                            + Integer.toUnsignedString(lengthField));
        }
        return lengthField + PageFrame.LENGTH_BYTES;
    }

    /** Checks that a frame is as long as its length field says; the other methods need that. */
    public static void checkLength(MemorySegment frame) throws ProtocolException {
        long found = frame.byteSize() - PageFrame.LENGTH_BYTES;
        if (frame.byteSize() < PageFrame.HEADER_BYTES || frame.byteSize() > PageFrame.MAX_BYTES) {
            throw new ProtocolException(
                    "frame.length",
                    "a frame has "
                            + PageFrame.HEADER_BYTES
                            + " to "
                            + PageFrame.MAX_BYTES
                            + " bytes but this one has "
                            + frame.byteSize());
        }
        int length = frame.get(PageFrame.INT, 0);
        if (length != found) {
            throw new ProtocolException(
                    "frame.length", "expected " + found + " but found " + length);
        }
    }

    public static int type(MemorySegment frame) {
        return frame.get(ValueLayout.JAVA_BYTE, PageFrame.TYPE_OFFSET) & 0xff;
    }

    public static int stream(MemorySegment frame) {
        return frame.get(PageFrame.SHORT, PageFrame.STREAM_OFFSET) & 0xffff;
    }

    public static int round(MemorySegment frame) {
        return frame.get(PageFrame.INT, PageFrame.ROUND_OFFSET);
    }

    public static int pages(MemorySegment frame) {
        return frame.get(PageFrame.SHORT, PageFrame.PAGES_OFFSET) & 0xffff;
    }

    /**
     * Reads a whole frame, whose length was checked with {@link #checkLength}, and hands its pages
     * to {@code sink}. Pages are handed over before the checksum is known to be right: the
     * destination's memory is not live yet, and a frame that fails ends the migration.
     */
    public void read(MemorySegment frame, PageSink sink) throws ProtocolException {
        int type = type(frame);
        int pages = pages(frame);
        checkHeader(frame, type, pages);
        checksum.begin();
        at = PageFrame.HEADER_BYTES;
        long next = 0;
        for (int i = 0; i < pages; i++) {
            long number = next + varint(frame, "page.number");
            next = number + 1;
            PageCodec codec = codec(frame);
            long length = codec.fixedEncodedBytes();
            if (length == PageCodec.VARIABLE) {
                length = varint(frame, "page.length");
            }
            if (length > PageCodec.MAX_ENCODED_BYTES || length > frame.byteSize() - at) {
                throw new ProtocolException(
                        "page.length",
                        "page "
                                + number
                                + " claims "
                                + length
                                + " bytes, the frame has "
                                + (frame.byteSize() - at));
            }
            checksum.page(number, decode(sink, number, codec, frame, (int) length));
            at += length;
        }
        if (at != frame.byteSize()) {
            throw new ProtocolException(
                    "frame.length", (frame.byteSize() - at) + " bytes behind the last page");
        }
        int expected = checksum.value(frame);
        int found = frame.get(PageFrame.INT, PageFrame.CHECKSUM_OFFSET);
        if (expected != found) {
            throw new ProtocolException(
                    "frame.checksum",
                    "expected "
                            + Integer.toHexString(expected)
                            + " but found "
                            + Integer.toHexString(found));
        }
    }

    private static void checkHeader(MemorySegment frame, int type, int pages)
            throws ProtocolException {
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
        if (frame.get(ValueLayout.JAVA_BYTE, PageFrame.RESERVED_OFFSET) != 0
                || frame.get(PageFrame.SHORT, PageFrame.RESERVED2_OFFSET) != 0) {
            throw new ProtocolException("frame.reserved", "expected 0");
        }
    }

    private int decode(PageSink sink, long number, PageCodec codec, MemorySegment frame, int length)
            throws ProtocolException {
        try {
            return sink.page(number, codec, frame, at, length);
        } catch (MalformedInputException e) {
            throw new ProtocolException(
                    "page.bytes", "page " + number + ", " + codec.id() + ", " + e.getMessage());
        }
    }

    private PageCodec codec(MemorySegment frame) throws ProtocolException {
        int wire = unsignedByte(frame, "page.codec");
        @Nullable CodecId id = CodecId.ofWire(wire);
        @Nullable PageCodec codec = id == null ? null : codecs.of(id);
        if (codec == null) {
            throw new ProtocolException("page.codec", "no codec has the number " + wire);
        }
        return codec;
    }

    private long varint(MemorySegment frame, String field) throws ProtocolException {
        long value = 0;
        for (int i = 0; i < Varint.MAX_BYTES; i++) {
            int next = unsignedByte(frame, field);
            value |= (long) (next & 0x7f) << (7 * i);
            if (next < 0x80) {
                return value;
            }
        }
        throw new ProtocolException(field, "a number of more than " + Varint.MAX_BYTES + " bytes");
    }

    private int unsignedByte(MemorySegment frame, String field) throws ProtocolException {
        if (at >= frame.byteSize()) {
            throw new ProtocolException(field, "the frame ends within it");
        }
        return frame.get(ValueLayout.JAVA_BYTE, at++) & 0xff;
    }
}
