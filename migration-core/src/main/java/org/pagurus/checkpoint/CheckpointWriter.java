package org.pagurus.checkpoint;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Writes a checkpoint's parts in their order. One thread. */
final class CheckpointWriter {
    private final CheckpointSink sink;
    private final CRC32C checksum = new CRC32C();
    private long bytes;

    CheckpointWriter(CheckpointSink sink) {
        this.sink = sink;
    }

    void header(CheckpointHeader header) throws CheckpointException, IOException {
        write(ByteBuffer.wrap(CheckpointFormat.header(header)));
    }

    void frame(MemorySegment frame) throws IOException {
        write(frame.asByteBuffer());
    }

    void devices(byte[] state) throws IOException {
        write(
                ByteBuffer.allocate(CheckpointFormat.DEVICES_PREFIX_BYTES + state.length)
                        .putInt(state.length)
                        .put(state)
                        .flip());
    }

    /** Writes the end; the file is whole then. */
    void end(long digest) throws IOException {
        long fileBytes = bytes + CheckpointFormat.END_BYTES;
        write(ByteBuffer.wrap(CheckpointFormat.digest(digest, fileBytes)));
        write(ByteBuffer.wrap(CheckpointFormat.checksum((int) checksum.getValue())));
    }

    /** Bytes written so far. */
    long bytes() {
        return bytes;
    }

    private void write(ByteBuffer part) throws IOException {
        checksum.update(part.duplicate());
        bytes += part.remaining();
        sink.write(part);
    }
}
