package org.pagurus.experiments.bench.compression;

import java.util.List;
import java.util.Optional;
import org.pagurus.memory.Page;

/**
 * All figures of one image.
 *
 * @param zeroPages of its pages, those that are all zero
 * @param intervalPages how many pages each interval changes
 */
public record ImageResult(
        String name,
        long pages,
        long zeroPages,
        List<Long> intervalPages,
        List<CodingResult> codings,
        OracleResult oracle) {
    /** The coding that others are compared with: zstd 1, page by page. */
    public static final String BASELINE = "fixed:zstd-1";

    public ImageResult {
        intervalPages = List.copyOf(intervalPages);
        codings = List.copyOf(codings);
    }

    public long pageBytes() {
        return Page.offsetBytes(pages);
    }

    public long nonZeroBytes() {
        return Page.offsetBytes(pages - zeroPages);
    }

    /** The coding that others are compared with, if it was measured. */
    public Optional<CodingResult> baseline() {
        return codings.stream().filter(result -> result.coding().equals(BASELINE)).findFirst();
    }
}
