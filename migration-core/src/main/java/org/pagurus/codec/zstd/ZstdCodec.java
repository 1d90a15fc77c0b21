package org.pagurus.codec.zstd;

import com.github.luben.zstd.*;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.pagurus.codec.*;
import org.pagurus.memory.Page;

/** A plain first version, through copies on the heap. */
public final class ZstdCodec implements PageCodec {
    private final byte[] in = new byte[Page.SIZE_BYTES];
    private final byte[] ref = new byte[Page.SIZE_BYTES];
    private final byte[] buf = new byte[2 * Page.SIZE_BYTES];
    private final ZstdCompressCtx c;
    private final ZstdDecompressCtx d = new ZstdDecompressCtx().setMagicless(true);

    public ZstdCodec(int level) {
        c =
                new ZstdCompressCtx()
                        .setLevel(level)
                        .setMagicless(true)
                        .setContentSize(false)
                        .setChecksum(false);
    }

    @Override
    public CodecId id() {
        return CodecId.ZSTD;
    }

    @Override
    public int fixedEncodedBytes() {
        return VARIABLE;
    }

    @Override
    public void close() {
        c.close();
        d.close();
    }

    @Override
    public int encode(MemorySegment page, long pageOffset, MemorySegment out, long outOffset) {
        MemorySegment.copy(page, ValueLayout.JAVA_BYTE, pageOffset, in, 0, in.length);
        int n = c.compressByteArray(buf, 0, buf.length, in, 0, in.length);
        if (n >= Page.SIZE_BYTES) return NOT_SMALLER;
        MemorySegment.copy(buf, 0, out, ValueLayout.JAVA_BYTE, outOffset, n);
        return n;
    }

    @Override
    public void decode(
            MemorySegment src, long inOffset, int length, MemorySegment page, long pageOffset)
            throws MalformedInputException {
        if (length > buf.length) throw new MalformedInputException(0, "too long");
        MemorySegment.copy(src, ValueLayout.JAVA_BYTE, inOffset, buf, 0, length);
        try {
            if (d.decompressByteArray(in, 0, in.length, buf, 0, length) != in.length)
                throw new MalformedInputException(0, "short");
        } catch (ZstdException e) {
            throw new MalformedInputException(0, String.valueOf(e.getMessage()));
        }
        MemorySegment.copy(in, 0, page, ValueLayout.JAVA_BYTE, pageOffset, in.length);
    }
}
