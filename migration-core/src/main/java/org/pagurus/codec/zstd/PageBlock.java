package org.pagurus.codec.zstd;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.lang.foreign.MemorySegment;
import org.pagurus.codec.MalformedInputException;
import org.pagurus.codec.PageCodec;
import org.pagurus.memory.Page;

/**
 * One page as the body of one compressed zstd block. Its headers do not travel: type and size
 * follow from the length, and the frame around it is always the same.
 */
public final class PageBlock {
    /** Where the body starts in what a compressor writes: behind both headers. */
    private static final int BODY_OFFSET = ZstdFrame.HEADER_BYTES + ZstdFrame.BLOCK_HEADER_BYTES;

    /** What a compressor may write for a page that does not get smaller. */
    public static final int MAX_FRAME_BYTES = (int) Zstd.compressBound(Page.SIZE_BYTES);

    private PageBlock() {}

    /** A compressor whose frames have the shortest header. */
    public static ZstdCompressCtx compressor(int level) {
        return new ZstdCompressCtx()
                .setLevel(level)
                .setMagicless(true)
                .setContentSize(false)
                .setChecksum(false)
                .setDictID(false);
    }

    /** A decompressor of such frames. */
    public static ZstdDecompressCtx decompressor() {
        return new ZstdDecompressCtx().setMagicless(true);
    }

    /**
     * Copies the block's body out of a frame that a compressor has written.
     *
     * @return its length, or {@link PageCodec#NOT_SMALLER}
     */
    public static int takeBody(
            MemorySegment frame, int frameBytes, MemorySegment out, long outOffset) {
        int header = ZstdFrame.blockHeader(frame, ZstdFrame.HEADER_BYTES);
        int length = frameBytes - BODY_OFFSET;
        if (ZstdFrame.type(header) != ZstdFrame.COMPRESSED || length >= Page.SIZE_BYTES) {
            return PageCodec.NOT_SMALLER;
        }
        if (!ZstdFrame.isLast(header) || ZstdFrame.sizeBytes(header) != length) {
            throw new IllegalStateException(
                    "zstd must write one block of %d bytes but its header is %06x"
                            .formatted(length, header));
        }
        MemorySegment.copy(frame, BODY_OFFSET, out, outOffset, length);
        return length;
    }

    /**
     * Puts a body that came, behind a header for it, to the end of a frame.
     *
     * @param offset where the block starts in the frame, which has room for any page's
     * @return the length of the frame
     * @throws MalformedInputException when no page has that length
     */
    public static int putBlock(
            MemorySegment in, long inOffset, int length, MemorySegment frame, int offset)
            throws MalformedInputException {
        if (length <= 0 || length >= Page.SIZE_BYTES) {
            throw new MalformedInputException(
                    0, "a zstd page has 1 to 4095 bytes but this one has " + length);
        }
        ZstdFrame.writeBlockHeader(frame, offset, ZstdFrame.COMPRESSED, length, true);
        int bodyOffset = offset + ZstdFrame.BLOCK_HEADER_BYTES;
        MemorySegment.copy(in, inOffset, frame, bodyOffset, length);
        return bodyOffset + length;
    }

    /**
     * Decompresses a frame that ends with a page and fills {@code content} exactly. Nothing is
     * allocated by what its block says: the frame is decoded in one go into the array that is
     * there.
     *
     * @param length of the page's block, where a refusal points to
     * @throws MalformedInputException when it is no frame, or holds less or more
     */
    public static void decompress(
            ZstdDecompressCtx decompressor,
            byte[] frame,
            int frameBytes,
            byte[] content,
            int length)
            throws MalformedInputException {
        int decoded;
        try {
            decoded =
                    decompressor.decompressByteArray(
                            content, 0, content.length, frame, 0, frameBytes);
        } catch (ZstdException e) {
            throw new MalformedInputException(0, "not a zstd block: " + e.getMessage());
        }
        if (decoded != content.length) {
            int held = decoded - (content.length - Page.SIZE_BYTES);
            throw new MalformedInputException(
                    length, "a zstd block must hold 4096 bytes but this one holds " + held);
        }
    }
}
