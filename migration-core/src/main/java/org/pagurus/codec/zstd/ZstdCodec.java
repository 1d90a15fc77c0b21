package org.pagurus.codec.zstd;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.pagurus.codec.CodecId;
import org.pagurus.codec.MalformedInputException;
import org.pagurus.codec.PageCodec;
import org.pagurus.memory.Page;

/**
 * A page as one zstd block (RFC 8878, 3.1.1.2.3). The levels differ in the encoder's work only: any
 * instance decodes what another has encoded.
 *
 * <p>Pages pass through arrays of this object: a copy takes 50 ns of some 10,000, and neither the
 * native code nor a view of guest memory can then outlive the call.
 */
public final class ZstdCodec implements PageCodec {
    /** The window is the page. */
    private static final int WINDOW_LOG = Page.SHIFT;

    private final ZstdCompressCtx compressor;
    private final ZstdDecompressCtx decompressor = PageBlock.decompressor();
    private final byte[] page = new byte[Page.SIZE_BYTES];

    /** What the compressor has written. */
    private final byte[] written = new byte[PageBlock.MAX_FRAME_BYTES];

    private final MemorySegment writtenSegment = MemorySegment.ofArray(written);

    /** What came, behind the headers that did not. */
    private final byte[] received = new byte[PageBlock.MAX_FRAME_BYTES];

    private final MemorySegment receivedSegment = MemorySegment.ofArray(received);

    /**
     * @param level of zstd: -5 is fast, 1 and 3 compress better
     * @throws IllegalArgumentException when zstd has no such level
     */
    public ZstdCodec(int level) {
        if (level < Zstd.minCompressionLevel() || level > Zstd.maxCompressionLevel()) {
            throw new IllegalArgumentException("zstd has no level " + level);
        }
        super();
        compressor = PageBlock.compressor(level);
        ZstdFrame.writeHeader(receivedSegment, WINDOW_LOG);
    }

    @Override
    public CodecId id() {
        return CodecId.ZSTD;
    }

    @Override
    public int encode(MemorySegment page, long pageOffset, MemorySegment out, long outOffset) {
        MemorySegment.copy(page, ValueLayout.JAVA_BYTE, pageOffset, this.page, 0, Page.SIZE_BYTES);
        int length =
                compressor.compressByteArray(
                        written, 0, written.length, this.page, 0, Page.SIZE_BYTES);
        return PageBlock.takeBody(writtenSegment, length, out, outOffset);
    }

    @Override
    public void decode(
            MemorySegment in, long inOffset, int length, MemorySegment page, long pageOffset)
            throws MalformedInputException {
        int frameBytes =
                PageBlock.putBlock(in, inOffset, length, receivedSegment, ZstdFrame.HEADER_BYTES);
        PageBlock.decompress(decompressor, received, frameBytes, this.page, length);
        MemorySegment.copy(this.page, 0, page, ValueLayout.JAVA_BYTE, pageOffset, Page.SIZE_BYTES);
    }

    @Override
    public void close() {
        compressor.close();
        decompressor.close();
    }
}
