package org.pagurus.experiments.bench.compression;

import org.jspecify.annotations.Nullable;

/** Where a {@link Pipeline} gets its frames from. */
@FunctionalInterface
interface FrameSource {
    /** The next frame of a stream, or null behind the last. */
    @Nullable FrameCost next(int stream);
}
