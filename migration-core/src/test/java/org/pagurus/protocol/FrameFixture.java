package org.pagurus.protocol;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.pagurus.codec.CodecId;
import org.pagurus.memory.Page;
import org.pagurus.memory.PageChecksum;

/** Writes frames as arrays, and reads them into a map of pages. */
final class FrameFixture {
    private FrameFixture() {}

    /** A page whose bytes are all the same. */
    static byte[] page(int value) {
        byte[] content = new byte[Page.SIZE_BYTES];
        Arrays.fill(content, (byte) value);
        return content;
    }

    /** A frame of pages; zero pages travel as such. */
    static byte[] pages(int stream, int round, TreeMap<Long, byte[]> pages) {
        MemorySegment out = MemorySegment.ofArray(new byte[PageFrame.MAX_BYTES]);
        PageFrameWriter writer = new PageFrameWriter(stream);
        writer.begin(out, round);
        byte[] zero = new byte[Page.SIZE_BYTES];
        pages.forEach(
                (number, content) -> {
                    if (Arrays.equals(content, zero)) {
                        writer.page(number, CodecId.ZERO, 0, PageChecksum.ZERO_PAGE);
                    } else {
                        MemorySegment page = MemorySegment.ofArray(content);
                        MemorySegment.copy(page, 0, out, writer.bodyOffset(), Page.SIZE_BYTES);
                        writer.page(number, CodecId.RAW, Page.SIZE_BYTES, checksum(page));
                    }
                });
        return writer.endPages().toArray(ValueLayout.JAVA_BYTE);
    }

    static byte[] roundEnd(int stream, int round, boolean last) {
        MemorySegment out = MemorySegment.ofArray(new byte[PageFrame.MAX_BYTES]);
        PageFrameWriter writer = new PageFrameWriter(stream);
        writer.begin(out, round);
        return writer.endRound(last).toArray(ValueLayout.JAVA_BYTE);
    }

    static TreeMap<Long, byte[]> read(byte[] bytes) throws ProtocolException {
        MemorySegment frame = MemorySegment.ofArray(bytes);
        PageFrameHead head = new PageFrameHead();
        head.read(frame);
        TreeMap<Long, byte[]> pages = new TreeMap<>();
        int[] checksums = new int[PageFrame.MAX_PAGES];
        for (int i = 0; i < head.pages(); i++) {
            byte[] content = new byte[Page.SIZE_BYTES];
            MemorySegment.copy(
                    bytes,
                    head.bodyOffset(i),
                    MemorySegment.ofArray(content),
                    BYTE,
                    0,
                    head.bodyBytes(i));
            pages.put(head.number(i), content);
            checksums[i] = checksum(MemorySegment.ofArray(content));
        }
        head.verify(checksums);
        return pages;
    }

    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

    private static int checksum(MemorySegment page) {
        CRC32C crc = new CRC32C();
        crc.update(page.toArray(ValueLayout.JAVA_BYTE));
        return (int) crc.getValue();
    }
}
