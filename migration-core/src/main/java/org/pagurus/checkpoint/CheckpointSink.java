package org.pagurus.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where a checkpoint's bytes go, one after the other. */
interface CheckpointSink {
    /** Takes all that remains in the buffer. */
    void write(ByteBuffer bytes) throws IOException;

    /** What was written is on the disk when this returns. */
    void sync() throws IOException;
}
