package org.pagurus.experiments.bench.compression;

import java.util.List;

/** What was measured, and how. */
public record CompressionReport(BenchSettings settings, List<ImageResult> images) {
    public CompressionReport {
        images = List.copyOf(images);
    }
}
