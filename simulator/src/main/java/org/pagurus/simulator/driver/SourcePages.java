package org.pagurus.simulator.driver;

import java.util.SplittableRandom;
import org.pagurus.codec.select.SelectorKind;
import org.pagurus.engine.page.Compression;
import org.pagurus.engine.page.LinkGauge;
import org.pagurus.engine.page.LinkRateLimit;

/**
 * What a source's page streams share.
 *
 * @param compression as its engine has it
 * @param encodes whether pages are encoded; if not, they go in full
 * @param workers the threads that fill frames
 * @param gauge tells selectors what the link carries
 * @param time tells them, and the streams, what encoding takes
 * @param pool the frames' buffers
 * @param rate the most that all streams together may send
 * @param scheduler who of several threads that wait for the same instant goes first
 * @param host the source's
 */
record SourcePages(
        Compression compression,
        boolean encodes,
        Workers workers,
        LinkGauge gauge,
        TabledTime time,
        FramePool pool,
        LinkRateLimit rate,
        SplittableRandom scheduler,
        VirtualHost host) {

    private static final long SCHEDULER_SEED = 1;

    static SourcePages of(
            CompressionChoice choice,
            int streams,
            long memoryBytes,
            VirtualHost host,
            FramePool pool) {
        SelectorKind kind = choice.selector();
        LinkGauge gauge = new LinkGauge(host.simulation()::nowNs);
        TabledTime time =
                new TabledTime(host.pageTimes(), host.processors()::slowdown, kind.usesVersions());
        double mostBytesPerSecond = choice.mostBytesPerSecond();
        int pages = host.pageTimes().pages();
        Compression encoding =
                Compression.of(
                        kind,
                        choice.threads(),
                        choice.deltaCacheBytes(),
                        streams,
                        memoryBytes,
                        () -> pages * Math.min(gauge.bytesPerSecond(), mostBytesPerSecond),
                        time);
        // Pages in full are read by event loops, of which there are as many as cores.
        Compression compression =
                new Compression(
                        encoding.selectors(),
                        encoding.versionLimitBytes(),
                        encoding.windowLog(),
                        () -> {
                            int level = encoding.windowLevel().getAsInt();
                            time.windowBegins(level);
                            return level;
                        },
                        encoding.time());
        Workers workers =
                kind.encodes()
                        ? host.workers(choice.threads())
                        : host.eventLoops(host.processors().cores());
        return new SourcePages(
                compression,
                kind.encodes(),
                workers,
                gauge,
                time,
                pool,
                new LinkRateLimit(choice.linkRateBytesPerSecond(), host.simulation().nowNs()),
                new SplittableRandom(SCHEDULER_SEED),
                host);
    }
}
