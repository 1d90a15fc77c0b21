package org.pagurus.codec.prefix;

import com.github.luben.zstd.*;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.pagurus.codec.*;
import org.pagurus.memory.Page;

/** A plain first version, through copies on the heap. */
public final class PrefixCodec implements DeltaCodec {
    private final byte[] in = new byte[Page.SIZE_BYTES];
    private final byte[] ref = new byte[Page.SIZE_BYTES];
    private final byte[] buf = new byte[2 * Page.SIZE_BYTES];
    private final ZstdCompressCtx c =
            new ZstdCompressCtx()
                    .setLevel(1)
                    .setMagicless(true)
                    .setContentSize(false)
                    .setChecksum(false);
    private final ZstdDecompressCtx d = new ZstdDecompressCtx().setMagicless(true);

    @Override
    public CodecId id() {
        return CodecId.PREFIX;
    }

    @Override
    public void close() {
        c.close();
        d.close();
    }

    @Override
    public int encode(
            MemorySegment page,
            long pageOffset,
            MemorySegment reference,
            long referenceOffset,
            MemorySegment out,
            long outOffset) {
        MemorySegment.copy(page, ValueLayout.JAVA_BYTE, pageOffset, in, 0, in.length);
        MemorySegment.copy(reference, ValueLayout.JAVA_BYTE, referenceOffset, ref, 0, in.length);
        c.loadDict(ref);
        int n = c.compressByteArray(buf, 0, buf.length, in, 0, in.length);
        if (n >= Page.SIZE_BYTES) return PageCodec.NOT_SMALLER;
        MemorySegment.copy(buf, 0, out, ValueLayout.JAVA_BYTE, outOffset, n);
        return n;
    }

    @Override
    public void decode(
            MemorySegment src, long inOffset, int length, MemorySegment page, long pageOffset)
            throws MalformedInputException {
        if (length > buf.length) throw new MalformedInputException(0, "too long");
        MemorySegment.copy(src, ValueLayout.JAVA_BYTE, inOffset, buf, 0, length);
        MemorySegment.copy(page, ValueLayout.JAVA_BYTE, pageOffset, ref, 0, ref.length);
        d.loadDict(ref);
        try {
            if (d.decompressByteArray(in, 0, in.length, buf, 0, length) != in.length)
                throw new MalformedInputException(0, "short");
        } catch (ZstdException e) {
            throw new MalformedInputException(0, String.valueOf(e.getMessage()));
        }
        MemorySegment.copy(in, 0, page, ValueLayout.JAVA_BYTE, pageOffset, in.length);
    }
}
