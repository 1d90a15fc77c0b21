package org.pagurus.transport.driver;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.pagurus.codec.select.SelectorKind;
import org.pagurus.engine.page.Compression;
import org.pagurus.engine.page.EncodingTime;
import org.pagurus.engine.page.LinkGauge;
import org.pagurus.engine.page.LinkRateLimit;

/**
 * How one migration's pages are encoded, the threads that do it, and the gauge of its link that
 * tells selectors what a byte costs. Owner: whoever runs the migration, who closes it behind that.
 */
public final class CompressionSetup implements AutoCloseable {
    /** Every page in full. Needs no threads: the event loops read the pages as they send them. */
    public static final CompressionSetup NONE = onEventLoops(Compression.NONE);

    private final Compression compression;
    private final @Nullable Executor encoders;
    private final Runnable end;
    private final LinkGauge gauge;

    private CompressionSetup(
            Compression compression, @Nullable Executor encoders, Runnable end, LinkGauge gauge) {
        this.compression = compression;
        this.encoders = encoders;
        this.end = end;
        this.gauge = gauge;
    }

    /**
     * For one migration.
     *
     * @param threads that encode, 1 or more; they are started as they are needed
     * @param deltaCacheBytes memory for the versions sent last, if the selector uses them
     * @param streams page streams, 1 or more
     * @param memoryBytes the guest's
     * @param linkRateBytesPerSecond the most that may be sent, or {@link LinkRateLimit#UNLIMITED}
     */
    public static CompressionSetup of(
            SelectorKind kind,
            int threads,
            long deltaCacheBytes,
            int streams,
            long memoryBytes,
            long linkRateBytesPerSecond) {
        LinkGauge gauge = newGauge();
        // What was sent after a pause goes faster than the limit: the gauge alone would be misled.
        double mostBytesPerSecond =
                linkRateBytesPerSecond == LinkRateLimit.UNLIMITED
                        ? Double.POSITIVE_INFINITY
                        : linkRateBytesPerSecond;
        Compression compression =
                Compression.of(
                        kind,
                        threads,
                        deltaCacheBytes,
                        streams,
                        memoryBytes,
                        () -> Math.min(gauge.bytesPerSecond(), mostBytesPerSecond),
                        EncodingTime.measured(System::nanoTime));
        return kind.encodes() ? by(compression, threads, gauge) : onEventLoops(compression);
    }

    /** Any compression, for one migration, by so many threads. */
    public static CompressionSetup by(Compression compression, int threads) {
        return by(compression, threads, newGauge());
    }

    /** Any compression, for one migration, by threads of somebody else's. */
    static CompressionSetup by(Compression compression, Executor encoders) {
        return by(compression, encoders, newGauge());
    }

    static CompressionSetup by(Compression compression, Executor encoders, LinkGauge gauge) {
        return new CompressionSetup(compression, encoders, () -> {}, gauge);
    }

    /** Any compression, by the event loops themselves. */
    public static CompressionSetup onEventLoops(Compression compression) {
        return new CompressionSetup(compression, null, () -> {}, newGauge());
    }

    private static CompressionSetup by(Compression compression, int threads, LinkGauge gauge) {
        ExecutorService pool =
                Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().name("encoder-", 0).daemon().factory());
        return new CompressionSetup(compression, pool, pool::shutdown, gauge);
    }

    private static LinkGauge newGauge() {
        return new LinkGauge(System::nanoTime);
    }

    public Compression compression() {
        return compression;
    }

    /** The threads that encode, or null when the event loops do. */
    @Nullable Executor encoders() {
        return encoders;
    }

    /** What it tells selectors. */
    LinkGauge gauge() {
        return gauge;
    }

    /** Ends the threads. No migration uses them any more. */
    @Override
    public void close() {
        end.run();
    }
}
