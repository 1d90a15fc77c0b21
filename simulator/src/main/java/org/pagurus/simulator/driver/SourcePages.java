package org.pagurus.simulator.driver;

import org.pagurus.codec.select.SelectorKind;
import org.pagurus.engine.page.Compression;
import org.pagurus.engine.page.LinkGauge;

/**
 * What a source's page streams share.
 *
 * @param compression as its engine has it
 * @param encodes whether pages are encoded; if not, they go in full
 * @param workers the threads that fill frames
 * @param gauge tells selectors what the link carries
 * @param time tells them, and the streams, what encoding takes
 * @param pool the frames' buffers
 */
record SourcePages(
        Compression compression,
        boolean encodes,
        Workers workers,
        LinkGauge gauge,
        TabledTime time,
        FramePool pool) {

    static SourcePages of(
            CompressionChoice choice,
            int streams,
            long memoryBytes,
            VirtualHost host,
            FramePool pool) {
        SelectorKind kind = choice.selector();
        LinkGauge gauge = new LinkGauge(host.simulation()::nowNs);
        TabledTime time = new TabledTime(host.pageTimes());
        Compression compression =
                Compression.of(
                        kind,
                        choice.threads(),
                        choice.deltaCacheBytes(),
                        streams,
                        memoryBytes,
                        gauge::bytesPerSecond,
                        time);
        // Pages in full are read by event loops, of which there are as many as cores.
        int threads = kind.encodes() ? choice.threads() : host.cores();
        return new SourcePages(
                compression,
                kind.encodes(),
                new Workers(host.simulation(), threads),
                gauge,
                time,
                pool);
    }
}
