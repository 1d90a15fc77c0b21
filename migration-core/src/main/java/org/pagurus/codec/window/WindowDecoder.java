package org.pagurus.codec.window;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.pagurus.codec.MalformedInputException;
import org.pagurus.codec.zstd.ZstdFrame;

/**
 * Decodes what a {@link WindowEncoder} of the same window has written, run by run. What comes is
 * not to be trusted: the frame's header, which says how large the window is, does not come but is
 * written here, and no second frame can start.
 *
 * <p>Memory outside the heap: the window, allocated at the first run, and 1 MiB.
 *
 * <p>Used in order, by one thread at a time. After a failure every call fails.
 */
public final class WindowDecoder implements AutoCloseable {
    private final ZstdDecompressCtx decompressor = new ZstdDecompressCtx().setMagicless(true);
    private final Arena arena = Arena.ofShared();
    private final MemorySegment received =
            arena.allocate(
                    ZstdFrame.HEADER_BYTES
                            + WindowFormat.maxEncodedBytes(WindowFormat.MAX_RUN_BYTES));
    private final ByteBuffer receivedView = received.asByteBuffer();

    /** One byte more than a run, to see whether there is more. */
    private final MemorySegment run = arena.allocate(WindowFormat.MAX_RUN_BYTES + 1);

    private final ByteBuffer runView = run.asByteBuffer();

    /** The frame's header stands at the beginning of {@link #received}. */
    private boolean headerPending = true;

    private boolean failed;

    /**
     * @param windowLog 10 to 27, the encoder's
     */
    public WindowDecoder(int windowLog) {
        WindowFormat.checkWindowLog(windowLog);
        super();
        ZstdFrame.writeHeader(received, windowLog);
    }

    /**
     * Decodes {@code in[inOffset .. inOffset + length - 1]}, the next run, to {@code pages[offset
     * .. offset + lengthBytes - 1]}. Reads and writes nothing outside them.
     *
     * @param lengthBytes 1 to 64 whole pages: what the encoder was given
     * @throws MalformedInputException when the bytes are not exactly that many pages, or an earlier
     *     run was malformed; {@code pages} are then as they were
     */
    public void decode(
            MemorySegment in,
            long inOffset,
            int length,
            MemorySegment pages,
            long offset,
            int lengthBytes)
            throws MalformedInputException {
        WindowFormat.checkRun(lengthBytes);
        if (failed) {
            throw new MalformedInputException(0, "an earlier run of the stream was malformed");
        }
        failed = true;
        if (length <= 0 || length > WindowFormat.maxEncodedBytes(lengthBytes)) {
            throw new MalformedInputException(
                    0,
                    "a run of %d bytes has 1 to %d when encoded but this one has %d"
                            .formatted(
                                    lengthBytes,
                                    WindowFormat.maxEncodedBytes(lengthBytes),
                                    length));
        }
        int start = headerPending ? ZstdFrame.HEADER_BYTES : 0;
        MemorySegment.copy(in, inOffset, received, start, length);
        WindowFormat.checkBlocks(received, start, length);
        headerPending = false;
        int decoded = decompress(start + length, lengthBytes);
        if (decoded != lengthBytes) {
            throw new MalformedInputException(
                    length,
                    "a run must hold %d bytes but this one holds %s"
                            .formatted(lengthBytes, decoded > lengthBytes ? "more" : decoded));
        }
        MemorySegment.copy(run, 0, pages, offset, lengthBytes);
        failed = false;
    }

    /** How many bytes there are in {@link #run}, up to one too many. */
    private int decompress(int receivedBytes, int lengthBytes) throws MalformedInputException {
        receivedView.clear().limit(receivedBytes);
        runView.clear().limit(lengthBytes + 1);
        try {
            while (receivedView.hasRemaining() && runView.hasRemaining()) {
                decompressor.decompressDirectByteBufferStream(runView, receivedView);
            }
        } catch (ZstdException e) {
            throw new MalformedInputException(0, "not a zstd block: " + e.getMessage());
        }
        return runView.position();
    }

    @Override
    public void close() {
        decompressor.close();
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
