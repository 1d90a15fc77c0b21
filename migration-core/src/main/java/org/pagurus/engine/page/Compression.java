package org.pagurus.engine.page;

import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.pagurus.codec.select.PageSelector;
import org.pagurus.codec.select.SelectorKind;
import org.pagurus.codec.select.WindowLevels;
import org.pagurus.protocol.Limits;

/**
 * How a source encodes pages.
 *
 * @param selectors makes a selector for each stream
 * @param versionLimitBytes memory for versions sent last, over all streams; 0 for none
 * @param windowLog the window of each stream's long frame is 2^windowLog bytes; 0 for none
 * @param windowLevel the long frame's level; asked when its first page comes, since the link may
 *     not be known before
 * @param time tells selectors what a page cost
 */
public record Compression(
        Supplier<PageSelector> selectors,
        long versionLimitBytes,
        int windowLog,
        IntSupplier windowLevel,
        EncodingTime time) {
    /** Every page in full, but for those of zeros. */
    public static final Compression NONE = pageByPage(() -> PageSelector.RAW);

    /** Smaller windows remember too little to be of use. */
    private static final int MIN_WINDOW_LOG = 20;

    /**
     * For one migration.
     *
     * @param threads that encode, 1 or more
     * @param deltaCacheBytes memory for the versions sent last, if the selector uses them
     * @param streams page streams, 1 or more
     * @param memoryBytes the guest's
     * @param bytesPerSecond what the link is known to carry; infinite as long as nothing is known
     */
    public static Compression of(
            SelectorKind kind,
            int threads,
            long deltaCacheBytes,
            int streams,
            long memoryBytes,
            DoubleSupplier bytesPerSecond,
            EncodingTime time) {
        if (!kind.encodes()) {
            return pageByPage(() -> kind.newSelector(() -> 0, 1));
        }
        DoubleSupplier share = () -> bytesPerSecond.getAsDouble() / streams;
        double cores = Math.min(1, threads / (double) streams);
        return new Compression(
                () -> kind.newSelector(share, cores),
                kind.usesVersions() ? deltaCacheBytes : 0,
                kind.usesWindow() ? windowLog(memoryBytes, streams) : 0,
                () -> WindowLevels.level(share.getAsDouble(), cores),
                time);
    }

    /** A window over all pages of a stream, within limits. */
    private static int windowLog(long memoryBytes, int streams) {
        long streamBytes = Math.max(1, (memoryBytes + streams - 1) / streams);
        int log = Long.SIZE - Long.numberOfLeadingZeros(streamBytes - 1);
        return Math.clamp(log, MIN_WINDOW_LOG, Limits.MAX_WINDOW_LOG);
    }

    /** By selectors that code each page by itself and learn nothing from what it took. */
    public static Compression pageByPage(Supplier<PageSelector> selectors) {
        return new Compression(selectors, 0, 0, () -> 1, EncodingTime.NONE);
    }
}
