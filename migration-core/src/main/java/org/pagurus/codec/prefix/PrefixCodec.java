package org.pagurus.codec.prefix;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.pagurus.codec.CodecId;
import org.pagurus.codec.DeltaCodec;
import org.pagurus.codec.MalformedInputException;
import org.pagurus.codec.PageCodec;
import org.pagurus.codec.zstd.PageBlock;
import org.pagurus.codec.zstd.ZstdFrame;
import org.pagurus.memory.Page;

/**
 * A page as one zstd block that may refer to the reference as if it had just been sent: what moved
 * within the page costs as little as what stayed.
 *
 * <pre>
 * compressor    dictionary: reference | block: page
 * sent                                  body of that block
 * decompressor  block as it is: reference | block: page        one frame, window of 8 KiB
 * </pre>
 *
 * <p>zstd-jni has no ZSTD_CCtx_refPrefix. A dictionary of plain content is the same to the block
 * that follows: distances run on into it, and no table and no repeated distance comes from it (RFC
 * 8878, 5). The decompressor needs no dictionary: a block as it is leaves the same behind, at the
 * cost of a copy.
 *
 * <p>Most of the encoder's time, 6 of 11 us a page, goes into the tables of that dictionary.
 */
public final class PrefixCodec implements DeltaCodec {
    /** Greedy matching takes as long as level 1's own strategy here, and 1 % fewer bytes. */
    private static final int LEVEL = 1;

    private static final int GREEDY = 3;

    /** What marks a dictionary with tables; content that starts so cannot be a plain one. */
    private static final int DICTIONARY_MAGIC = 0xec30_a437;

    private static final int WINDOW_LOG = Page.SHIFT + 1;
    private static final int REFERENCE_OFFSET =
            ZstdFrame.HEADER_BYTES + ZstdFrame.BLOCK_HEADER_BYTES;
    private static final int BLOCK_OFFSET = REFERENCE_OFFSET + Page.SIZE_BYTES;

    private static final ValueLayout.OfInt LITTLE_ENDIAN_INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final ZstdCompressCtx compressor = PageBlock.compressor(LEVEL).setStrategy(GREEDY);
    private final ZstdDecompressCtx decompressor = PageBlock.decompressor();

    private final byte[] reference = new byte[Page.SIZE_BYTES];
    private final byte[] page = new byte[Page.SIZE_BYTES];

    /** What the compressor has written. */
    private final byte[] written = new byte[PageBlock.MAX_FRAME_BYTES];

    private final MemorySegment writtenSegment = MemorySegment.ofArray(written);

    /** The reference, then what came, behind the headers that did not. */
    private final byte[] received = new byte[BLOCK_OFFSET + PageBlock.MAX_FRAME_BYTES];

    private final MemorySegment receivedSegment = MemorySegment.ofArray(received);

    /** The reference, then the page. */
    private final byte[] decoded = new byte[2 * Page.SIZE_BYTES];

    public PrefixCodec() {
        ZstdFrame.writeHeader(receivedSegment, WINDOW_LOG);
        ZstdFrame.writeBlockHeader(
                receivedSegment, ZstdFrame.HEADER_BYTES, ZstdFrame.RAW, Page.SIZE_BYTES, false);
    }

    @Override
    public CodecId id() {
        return CodecId.PREFIX;
    }

    @Override
    public int encode(
            MemorySegment page,
            long pageOffset,
            MemorySegment reference,
            long referenceOffset,
            MemorySegment out,
            long outOffset) {
        if (reference.get(LITTLE_ENDIAN_INT, referenceOffset) == DICTIONARY_MAGIC) {
            return PageCodec.NOT_SMALLER;
        }
        MemorySegment.copy(
                reference,
                ValueLayout.JAVA_BYTE,
                referenceOffset,
                this.reference,
                0,
                Page.SIZE_BYTES);
        MemorySegment.copy(page, ValueLayout.JAVA_BYTE, pageOffset, this.page, 0, Page.SIZE_BYTES);
        int length =
                compressor
                        .loadDict(this.reference)
                        .compressByteArray(
                                written, 0, written.length, this.page, 0, Page.SIZE_BYTES);
        return PageBlock.takeBody(writtenSegment, length, out, outOffset);
    }

    @Override
    public void decode(
            MemorySegment in, long inOffset, int length, MemorySegment page, long pageOffset)
            throws MalformedInputException {
        int frameBytes = PageBlock.putBlock(in, inOffset, length, receivedSegment, BLOCK_OFFSET);
        MemorySegment.copy(
                page,
                ValueLayout.JAVA_BYTE,
                pageOffset,
                received,
                REFERENCE_OFFSET,
                Page.SIZE_BYTES);
        PageBlock.decompress(decompressor, received, frameBytes, decoded, length);
        MemorySegment.copy(
                decoded, Page.SIZE_BYTES, page, ValueLayout.JAVA_BYTE, pageOffset, Page.SIZE_BYTES);
    }

    @Override
    public void close() {
        compressor.close();
        decompressor.close();
    }
}
