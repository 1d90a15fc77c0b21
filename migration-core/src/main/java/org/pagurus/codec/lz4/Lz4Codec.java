package org.pagurus.codec.lz4;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import org.pagurus.codec.CodecId;
import org.pagurus.codec.MalformedInputException;
import org.pagurus.codec.PageCodec;
import org.pagurus.memory.Page;

/**
 * A page as one LZ4 block (the LZ4 block format, without a frame). The native library does the work
 * where it has one for the machine, and its Java twin elsewhere, at a fraction of the speed; what
 * either writes, the other reads.
 *
 * <p>Pages pass through two arrays of this object: a copy takes 50 ns of some 4500, and neither the
 * native code nor a view of guest memory can then outlive the call.
 */
public final class Lz4Codec implements PageCodec {
    private final LZ4Compressor compressor;
    private final LZ4SafeDecompressor decompressor;
    private final byte[] page = new byte[Page.SIZE_BYTES];

    /** Has room for a page that does not get smaller: running out of it costs an exception. */
    private final byte[] block;

    public Lz4Codec() {
        this(LZ4Factory.fastestInstance());
    }

    Lz4Codec(LZ4Factory factory) {
        compressor = factory.fastCompressor();
        decompressor = factory.safeDecompressor();
        block = new byte[compressor.maxCompressedLength(Page.SIZE_BYTES)];
    }

    @Override
    public CodecId id() {
        return CodecId.LZ4;
    }

    @Override
    public int encode(MemorySegment page, long pageOffset, MemorySegment out, long outOffset) {
        MemorySegment.copy(page, ValueLayout.JAVA_BYTE, pageOffset, this.page, 0, Page.SIZE_BYTES);
        int length = compressor.compress(this.page, 0, Page.SIZE_BYTES, block, 0, block.length);
        if (length >= Page.SIZE_BYTES) {
            return NOT_SMALLER;
        }
        MemorySegment.copy(block, 0, out, ValueLayout.JAVA_BYTE, outOffset, length);
        return length;
    }

    @Override
    public void decode(
            MemorySegment in, long inOffset, int length, MemorySegment page, long pageOffset)
            throws MalformedInputException {
        if (length <= 0 || length >= Page.SIZE_BYTES) {
            throw new MalformedInputException(
                    0, "an LZ4 page has 1 to 4095 bytes but this one has " + length);
        }
        MemorySegment.copy(in, ValueLayout.JAVA_BYTE, inOffset, block, 0, length);
        int decoded = decompress(length);
        if (decoded != Page.SIZE_BYTES) {
            throw new MalformedInputException(
                    length, "an LZ4 block must hold 4096 bytes but this one holds " + decoded);
        }
        MemorySegment.copy(this.page, 0, page, ValueLayout.JAVA_BYTE, pageOffset, Page.SIZE_BYTES);
    }

    private int decompress(int length) throws MalformedInputException {
        try {
            return decompressor.decompress(block, 0, length, page, 0, Page.SIZE_BYTES);
        } catch (LZ4Exception e) {
            throw new MalformedInputException(0, "not an LZ4 block: " + e.getMessage());
        }
    }
}
