package org.pagurus.codec.window;

import com.github.luben.zstd.EndDirective;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.pagurus.codec.zstd.ZstdFrame;

/**
 * Compresses the pages of a stream as one long zstd frame: a page may refer to all that lies in the
 * window behind it, so that what appears again anywhere in memory is sent once. After each run the
 * destination can decode everything so far.
 *
 * <p>Long-distance matching finds stretches of 64 bytes and more in the whole window; a small table
 * beside it, which stays in the processor's cache, finds the short ones close by. So a large window
 * costs memory, not time.
 *
 * <p>Memory outside the heap: the window, an eighth of it for the table of long distances, up to 16
 * MiB for the other tables and 0.5 MiB for runs on their way. With a window of 2^27 bytes levels 1
 * and 3 were seen to take 139 MiB, level 9 157 MiB.
 *
 * <p>Used in order, by one thread at a time. After a failure every call fails.
 */
public final class WindowEncoder implements AutoCloseable {
    private static final int MIN_LEVEL = -7;
    private static final int MAX_LEVEL = 9;

    private final int windowLog;
    private final ZstdCompressCtx compressor;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment run = arena.allocate(WindowFormat.MAX_RUN_BYTES);
    private final ByteBuffer runView = run.asByteBuffer();
    private final MemorySegment written =
            arena.allocate(
                    ZstdFrame.HEADER_BYTES
                            + WindowFormat.maxEncodedBytes(WindowFormat.MAX_RUN_BYTES));
    private final ByteBuffer writtenView = written.asByteBuffer();

    private boolean headerWritten;
    private boolean failed;

    /**
     * @param level of zstd, -7 to 9: 1 and 3 are fast, 9 compresses best
     * @param windowLog 10 to 27; the destination's decoder has the same
     */
    public WindowEncoder(int level, int windowLog) {
        WindowFormat.checkWindowLog(windowLog);
        if (level < MIN_LEVEL || level > MAX_LEVEL) {
            throw new IllegalArgumentException("the level must be -7 to 9, not " + level);
        }
        super();
        this.windowLog = windowLog;
        compressor = compressor(level, windowLog);
    }

    /**
     * Levels 1 and 3 have tables of other sizes than zstd gives them: beside long-distance matching
     * a small minimum match pays at level 1, and a large table does not at level 3
     * (docs/native-codecs.md).
     */
    private static ZstdCompressCtx compressor(int level, int windowLog) {
        ZstdCompressCtx compressor =
                new ZstdCompressCtx()
                        .setLevel(level)
                        .setWindowLog(windowLog)
                        .setEnableLongDistanceMatching(Zstd.ParamSwitch.ENABLE)
                        .setMagicless(true)
                        .setChecksum(false);
        if (level <= 2) {
            compressor.setMinMatch(5).setHashLog(15);
        } else if (level == 3) {
            compressor.setHashLog(16).setChainLog(16);
        }
        return compressor;
    }

    /** How many bytes the encoding of {@code pagesBytes} of pages takes at most. */
    public static int maxEncodedBytes(int pagesBytes) {
        return WindowFormat.maxEncodedBytes(pagesBytes);
    }

    /**
     * Encodes the run of pages at {@code pages[offset .. offset + lengthBytes - 1]}, which do not
     * change meanwhile.
     *
     * @param lengthBytes 1 to 64 whole pages
     * @param outLimitBytes how much may be written from {@code outOffset}: at least {@link
     *     #maxEncodedBytes}
     * @return the number of bytes written
     * @throws IllegalArgumentException when a length is not as it must be; nothing has happened
     * @throws IllegalStateException when this call or an earlier one failed: the destination can
     *     decode nothing from then on
     */
    public int encode(
            MemorySegment pages,
            long offset,
            int lengthBytes,
            MemorySegment out,
            long outOffset,
            int outLimitBytes) {
        WindowFormat.checkRun(lengthBytes);
        if (outLimitBytes < maxEncodedBytes(lengthBytes)) {
            throw new IllegalArgumentException(
                    "there must be room for %d bytes, not %d"
                            .formatted(maxEncodedBytes(lengthBytes), outLimitBytes));
        }
        if (failed) {
            throw new IllegalStateException("the window's encoder has failed before");
        }
        failed = true;
        MemorySegment.copy(pages, offset, run, 0, lengthBytes);
        int end = compress(lengthBytes);
        int start = headerWritten ? 0 : ZstdFrame.HEADER_BYTES;
        if (!headerWritten && !ZstdFrame.hasHeader(written, windowLog)) {
            throw new IllegalStateException("zstd has written another frame header");
        }
        headerWritten = true;
        MemorySegment.copy(written, start, out, outOffset, end - start);
        failed = false;
        return end - start;
    }

    /** How many bytes there are in {@link #written}. */
    private int compress(int lengthBytes) {
        runView.clear().limit(lengthBytes);
        writtenView.clear();
        boolean flushed =
                compressor.compressDirectByteBufferStream(writtenView, runView, EndDirective.FLUSH);
        if (!flushed || runView.hasRemaining()) {
            throw new IllegalStateException("zstd has written more than it may");
        }
        return writtenView.position();
    }

    @Override
    public void close() {
        compressor.close();
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
