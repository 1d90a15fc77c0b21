package org.pagurus.codec.window;

import com.github.luben.zstd.*;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** A plain first version, through copies on the heap. */
public final class WindowEncoder implements AutoCloseable {
    private final ZstdCompressCtx c;
    private final ByteBuffer src = ByteBuffer.allocateDirect(1 << 18);
    private final ByteBuffer dst = ByteBuffer.allocateDirect(1 << 19);

    public WindowEncoder(int level, int windowLog) {
        c =
                new ZstdCompressCtx()
                        .setLevel(level)
                        .setMagicless(true)
                        .setContentSize(false)
                        .setChecksum(false)
                        .setWindowLog(windowLog)
                        .setEnableLongDistanceMatching(Zstd.ParamSwitch.ENABLE);
    }

    public static int maxEncodedBytes(int pagesBytes) {
        return pagesBytes + 2048;
    }

    public int encode(
            MemorySegment pages,
            long offset,
            int lengthBytes,
            MemorySegment out,
            long outOffset,
            int outLimitBytes) {
        src.clear().limit(lengthBytes);
        MemorySegment.ofBuffer(src).copyFrom(pages.asSlice(offset, lengthBytes));
        dst.clear();
        if (!c.compressDirectByteBufferStream(dst, src, EndDirective.FLUSH))
            throw new IllegalStateException();
        dst.flip();
        out.asSlice(outOffset, dst.remaining()).copyFrom(MemorySegment.ofBuffer(dst));
        return dst.remaining();
    }

    @Override
    public void close() {
        c.close();
    }
}
