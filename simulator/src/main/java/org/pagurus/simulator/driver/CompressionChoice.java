package org.pagurus.simulator.driver;

import org.pagurus.codec.select.SelectorKind;

/**
 * How a migration's pages are encoded.
 *
 * @param selector chooses each page's codec
 * @param threads that encode, 1 or more
 * @param deltaCacheBytes memory for the versions sent last, if the selector uses them
 */
public record CompressionChoice(SelectorKind selector, int threads, long deltaCacheBytes) {
    public CompressionChoice {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: expected 1 or more but found " + threads);
        }
        if (deltaCacheBytes < 0) {
            throw new IllegalArgumentException(
                    "deltaCacheBytes: expected 0 or more but found " + deltaCacheBytes);
        }
    }
}
