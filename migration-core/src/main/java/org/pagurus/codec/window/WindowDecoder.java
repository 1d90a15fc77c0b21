package org.pagurus.codec.window;

import com.github.luben.zstd.*;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.pagurus.codec.MalformedInputException;

/** A plain first version, through copies on the heap. */
public final class WindowDecoder implements AutoCloseable {
    private final ZstdDecompressCtx d;
    private final ByteBuffer src = ByteBuffer.allocateDirect(1 << 19);
    private final ByteBuffer dst = ByteBuffer.allocateDirect((1 << 18) + 1);

    public WindowDecoder(int windowLog) {
        d = new ZstdDecompressCtx().setMagicless(true);
    }

    public void decode(
            MemorySegment in,
            long inOffset,
            int length,
            MemorySegment pages,
            long offset,
            int lengthBytes)
            throws MalformedInputException {
        src.clear().limit(length);
        MemorySegment.ofBuffer(src).copyFrom(in.asSlice(inOffset, length));
        dst.clear();
        try {
            while (src.hasRemaining() || dst.position() < lengthBytes) {
                int before = dst.position() - src.position();
                d.decompressDirectByteBufferStream(dst, src);
                if (before == dst.position() - src.position() && !src.hasRemaining()) break;
            }
        } catch (ZstdException e) {
            throw new MalformedInputException(0, String.valueOf(e.getMessage()));
        }
        if (dst.position() != lengthBytes)
            throw new MalformedInputException(0, "length " + dst.position());
        dst.flip();
        pages.asSlice(offset, lengthBytes).copyFrom(MemorySegment.ofBuffer(dst));
    }

    @Override
    public void close() {
        d.close();
    }
}
