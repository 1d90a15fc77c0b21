package org.pagurus.engine.page;

import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.pagurus.codec.select.PageSelector;

/**
 * How a source encodes pages.
 *
 * @param selectors makes a selector for each stream
 * @param versionLimitBytes memory for versions sent last, over all streams; 0 for none
 * @param windowLog the window of each stream's long frame is 2^windowLog bytes; 0 for none
 * @param windowLevel the long frame's level; asked when its first page comes, since the link may
 *     not be known before
 * @param clock tells selectors what a page cost, in nanoseconds
 */
public record Compression(
        Supplier<PageSelector> selectors,
        long versionLimitBytes,
        int windowLog,
        IntSupplier windowLevel,
        LongSupplier clock) {
    /** Every page in full, but for those of zeros. */
    public static final Compression NONE = pageByPage(() -> PageSelector.RAW);

    /** By selectors that code each page by itself and learn nothing from what it took. */
    public static Compression pageByPage(Supplier<PageSelector> selectors) {
        return new Compression(selectors, 0, 0, () -> 1, () -> 0);
    }
}
