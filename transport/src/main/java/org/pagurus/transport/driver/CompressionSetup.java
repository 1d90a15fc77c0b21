package org.pagurus.transport.driver;

import java.util.function.DoubleSupplier;
import org.pagurus.codec.select.SelectorKind;
import org.pagurus.codec.select.WindowLevels;
import org.pagurus.engine.page.Compression;
import org.pagurus.transport.netty.LinkGauge;

/** What a person says about compression, and the link says, as the engine wants it. */
public final class CompressionSetup {
    /** Smaller windows remember too little to be of use. */
    private static final int LEAST_WINDOW_LOG = 20;

    private static final int MOST_WINDOW_LOG = 27;

    private CompressionSetup() {}

    /**
     * @param threads that may encode; they share the streams
     * @param versionLimitBytes memory for versions of pages sent last
     */
    public static Compression of(
            SelectorKind kind,
            int threads,
            long versionLimitBytes,
            int streams,
            long memoryBytes,
            LinkGauge gauge) {
        double cores = Math.min(1, (double) threads / streams);
        DoubleSupplier share = () -> gauge.bytesPerSecond() / streams;
        return new Compression(
                () -> kind.newSelector(share, cores),
                kind.usesVersions() ? versionLimitBytes : 0,
                kind.usesWindow() ? windowLog(memoryBytes / streams) : 0,
                () -> WindowLevels.level(share.getAsDouble(), cores),
                System::nanoTime);
    }

    /** A window that holds all of a stream's pages, as far as windows go. */
    private static int windowLog(long streamBytes) {
        int log = Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, streamBytes - 1));
        return Math.clamp(log, LEAST_WINDOW_LOG, MOST_WINDOW_LOG);
    }
}
