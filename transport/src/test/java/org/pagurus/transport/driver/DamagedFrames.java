package org.pagurus.transport.driver;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.pagurus.codec.CodecId;
import org.pagurus.codec.Codecs;
import org.pagurus.memory.Page;
import org.pagurus.protocol.PageFrame;
import org.pagurus.protocol.PageFrameWriter;

/** Page frames of all codecs that need nothing beside a page, and what damage makes of them. */
final class DamagedFrames {
    private static final List<CodecId> CODECS =
            List.of(
                    CodecId.RAW,
                    CodecId.ZERO,
                    CodecId.SPARSE,
                    CodecId.WKDM,
                    CodecId.LZ4,
                    CodecId.ZSTD);
    private static final int FRAMES = 16;
    private static final int MAX_PAGES = 6;

    /** Most damage is done where lengths and counts are. */
    private static final int HEAD_BYTES = 48;

    private final Random random;
    private final List<byte[]> frames = new ArrayList<>();

    DamagedFrames(Random random) {
        this.random = random;
        try (Codecs codecs = new Codecs()) {
            for (int i = 0; i < FRAMES; i++) {
                frames.add(frame(codecs));
            }
        }
    }

    byte[] next() {
        byte[] bytes = frames.get(random.nextInt(FRAMES)).clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int range = random.nextBoolean() ? Math.min(HEAD_BYTES, bytes.length) : bytes.length;
            int at = random.nextInt(range);
            if (random.nextBoolean()) {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
            } else {
                bytes[at] = (byte) random.nextInt();
            }
        }
        if (random.nextInt(4) == 0) { // cut off, with a length that says so
            int length = PageFrame.LENGTH_BYTES + random.nextInt(bytes.length - 4);
            byte[] cut = java.util.Arrays.copyOf(bytes, length);
            ByteBuffer.wrap(cut).putInt(0, length - PageFrame.LENGTH_BYTES);
            return cut;
        }
        return bytes;
    }

    private byte[] frame(Codecs codecs) {
        MemorySegment out = MemorySegment.ofArray(new byte[PageFrame.MAX_BYTES]);
        MemorySegment body = MemorySegment.ofArray(new byte[2 * Page.SIZE_BYTES]);
        PageFrameWriter writer = new PageFrameWriter(0);
        writer.begin(out, 0);
        long number = random.nextInt(16);
        for (int i = random.nextInt(MAX_PAGES); i >= 0; i--) {
            CodecId codec = CODECS.get(random.nextInt(CODECS.size()));
            byte[] page = page(codec);
            CRC32C crc = new CRC32C();
            crc.update(page);
            int length = codecs.ofPage(codec).encode(MemorySegment.ofArray(page), 0, body, 0);
            if (length >= 0) {
                MemorySegment.copy(body, 0, out, writer.bodyOffset(), length);
                writer.page(number, codec, length, (int) crc.getValue());
                number += 1 + random.nextInt(8);
            }
        }
        return (writer.pages() > 0 ? writer.endPages() : writer.endRound(false))
                .toArray(ValueLayout.JAVA_BYTE);
    }

    private byte[] page(CodecId codec) {
        byte[] page = new byte[Page.SIZE_BYTES];
        if (codec != CodecId.ZERO) {
            for (int i = random.nextInt(60); i >= 0; i--) {
                page[random.nextInt(page.length)] = (byte) random.nextInt(8);
            }
            page[0] = 1;
        }
        return page;
    }
}
