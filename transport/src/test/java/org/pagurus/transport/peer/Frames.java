package org.pagurus.transport.peer;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.stream.LongStream;
import java.util.zip.CRC32C;
import org.pagurus.codec.CodecId;
import org.pagurus.memory.Page;
import org.pagurus.protocol.PageFrame;
import org.pagurus.protocol.PageFrameWriter;

/** Page frames as arrays. */
public final class Frames {
    private Frames() {}

    /** A frame of raw pages from {@code first} on, each full of {@code value}. */
    public static byte[] pages(int stream, int round, long first, int count, int value) {
        return pages(stream, round, LongStream.range(first, first + count).toArray(), value);
    }

    /** A frame of raw pages, each full of {@code value}. */
    public static byte[] pages(int stream, int round, long[] numbers, int value) {
        byte[] content = new byte[Page.SIZE_BYTES];
        Arrays.fill(content, (byte) value);
        CRC32C crc = new CRC32C();
        crc.update(content);
        MemorySegment out = MemorySegment.ofArray(new byte[PageFrame.MAX_BYTES]);
        PageFrameWriter writer = new PageFrameWriter(stream);
        writer.begin(out, round);
        for (long number : numbers) {
            MemorySegment.copy(
                    content, 0, out, ValueLayout.JAVA_BYTE, writer.bodyOffset(), Page.SIZE_BYTES);
            writer.page(number, CodecId.RAW, Page.SIZE_BYTES, (int) crc.getValue());
        }
        return writer.endPages().toArray(ValueLayout.JAVA_BYTE);
    }

    public static byte[] roundEnd(int stream, int round, boolean last) {
        MemorySegment out = MemorySegment.ofArray(new byte[PageFrame.MAX_BYTES]);
        PageFrameWriter writer = new PageFrameWriter(stream);
        writer.begin(out, round);
        return writer.endRound(last).toArray(ValueLayout.JAVA_BYTE);
    }
}
