package org.pagurus.codec.zstd;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The headers of a zstd frame without a magic number (RFC 8878, 3.1.1). They do not travel where
 * both hosts know them: the destination writes them itself in front of the blocks that came. That
 * saves their bytes, and no stranger gets to say how large a window is.
 *
 * <pre>
 * frame  00 | window log - 10 (5 bits), 000 | block...      no content size, checksum or dictionary
 * block  last (1 bit), type (2), size in bytes (21); little-endian | body
 * </pre>
 */
public final class ZstdFrame {
    public static final int HEADER_BYTES = 2;
    public static final int BLOCK_HEADER_BYTES = 3;
    public static final int MIN_WINDOW_LOG = 10;

    /** No block holds more, before or after compression. */
    public static final int MAX_BLOCK_BYTES = 128 << 10;

    /** Types of blocks: bytes as they are, one byte many times, compressed. The last is invalid. */
    public static final int RAW = 0;

    public static final int RLE = 1;
    public static final int COMPRESSED = 2;
    public static final int RESERVED = 3;

    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

    private ZstdFrame() {}

    /** Writes the header of a frame with a window of 2^windowLog bytes. */
    public static void writeHeader(MemorySegment frame, int windowLog) {
        frame.set(BYTE, 0, (byte) 0);
        frame.set(BYTE, 1, windowDescriptor(windowLog));
    }

    /** Whether a frame starts with the header that {@link #writeHeader} writes. */
    public static boolean hasHeader(MemorySegment frame, int windowLog) {
        return frame.get(BYTE, 0) == 0 && frame.get(BYTE, 1) == windowDescriptor(windowLog);
    }

    /** Writes the header of a block whose body has {@code sizeBytes}. */
    public static void writeBlockHeader(
            MemorySegment frame, long offset, int type, int sizeBytes, boolean last) {
        int header = sizeBytes << 3 | type << 1 | (last ? 1 : 0);
        frame.set(BYTE, offset, (byte) header);
        frame.set(BYTE, offset + 1, (byte) (header >> 8));
        frame.set(BYTE, offset + 2, (byte) (header >> 16));
    }

    /** The block header at {@code offset}, for the three methods below. */
    public static int blockHeader(MemorySegment frame, long offset) {
        return Byte.toUnsignedInt(frame.get(BYTE, offset))
                | Byte.toUnsignedInt(frame.get(BYTE, offset + 1)) << 8
                | Byte.toUnsignedInt(frame.get(BYTE, offset + 2)) << 16;
    }

    public static boolean isLast(int blockHeader) {
        return (blockHeader & 1) != 0;
    }

    public static int type(int blockHeader) {
        return blockHeader >> 1 & 3;
    }

    /** The length of the body; of a {@link #RLE}, which has one byte, how many it stands for. */
    public static int sizeBytes(int blockHeader) {
        return blockHeader >> 3;
    }

    private static byte windowDescriptor(int windowLog) {
        return (byte) (windowLog - MIN_WINDOW_LOG << 3);
    }
}
