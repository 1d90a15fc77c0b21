package org.pagurus.transport.netty;

/** The link of all streams of a migration: what may be sent over it, and what it carries. */
public record SharedLink(LinkRateLimit limit, LinkGauge gauge) {
    /**
     * @param bytesPerSecond the most that may be sent, or {@link LinkRateLimit#UNLIMITED}
     */
    public static SharedLink of(long bytesPerSecond) {
        return new SharedLink(
                new LinkRateLimit(bytesPerSecond, System.nanoTime()), new LinkGauge());
    }
}
