package org.pagurus.protocol;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.pagurus.codec.Codecs;
import org.pagurus.codec.raw.RawCodec;
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
                        writer.zeroPage(number, PageChecksum.ZERO_PAGE);
                    } else {
                        MemorySegment page = MemorySegment.ofArray(content);
                        writer.page(number, new RawCodec(), page, checksum(page));
                    }
                });
        return out.asSlice(0, writer.endPages()).toArray(ValueLayout.JAVA_BYTE);
    }

    static byte[] roundEnd(int stream, int round, boolean last) {
        MemorySegment out = MemorySegment.ofArray(new byte[PageFrame.MAX_BYTES]);
        PageFrameWriter writer = new PageFrameWriter(stream);
        writer.begin(out, round);
        return out.asSlice(0, writer.endRound(last)).toArray(ValueLayout.JAVA_BYTE);
    }

    static TreeMap<Long, byte[]> read(byte[] bytes) throws ProtocolException {
        TreeMap<Long, byte[]> pages = new TreeMap<>();
        MemorySegment frame = MemorySegment.ofArray(bytes);
        PageFrameReader.checkLength(frame);
        new PageFrameReader(new Codecs())
                .read(
                        frame,
                        (number, codec, in, offset, length) -> {
                            byte[] content = new byte[Page.SIZE_BYTES];
                            MemorySegment page = MemorySegment.ofArray(content);
                            codec.decode(in, offset, length, page, 0);
                            pages.put(number, content);
                            return checksum(page);
                        });
        return pages;
    }

    private static int checksum(MemorySegment page) {
        CRC32C crc = new CRC32C();
        crc.update(page.toArray(ValueLayout.JAVA_BYTE));
        return (int) crc.getValue();
    }
}
