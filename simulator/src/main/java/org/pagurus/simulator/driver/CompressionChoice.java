package org.pagurus.simulator.driver;

import org.pagurus.codec.select.SelectorKind;
import org.pagurus.engine.page.LinkRateLimit;

/**
 * How a migration's pages are encoded, and how fast they are sent.
 *
 * @param selector chooses each page's codec
 * @param threads that encode, 1 or more
 * @param deltaCacheBytes memory for the versions sent last, if the selector uses them
 * @param linkRateBytesPerSecond the most that the source sends, whatever the link carries, or
 *     {@link LinkRateLimit#UNLIMITED}
 */
public record CompressionChoice(
        SelectorKind selector, int threads, long deltaCacheBytes, long linkRateBytesPerSecond) {
    public CompressionChoice {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: expected 1 or more but found " + threads);
        }
        if (deltaCacheBytes < 0) {
            throw new IllegalArgumentException(
                    "deltaCacheBytes: expected 0 or more but found " + deltaCacheBytes);
        }
        if (linkRateBytesPerSecond < 0) {
            throw new IllegalArgumentException(
                    "linkRateBytesPerSecond: expected 0 or more but found "
                            + linkRateBytesPerSecond);
        }
    }

    /** As fast as the link carries it. */
    public CompressionChoice(SelectorKind selector, int threads, long deltaCacheBytes) {
        this(selector, threads, deltaCacheBytes, LinkRateLimit.UNLIMITED);
    }

    /** The most that may be sent; infinite without a limit. */
    double mostBytesPerSecond() {
        return linkRateBytesPerSecond == LinkRateLimit.UNLIMITED
                ? Double.POSITIVE_INFINITY
                : linkRateBytesPerSecond;
    }
}
