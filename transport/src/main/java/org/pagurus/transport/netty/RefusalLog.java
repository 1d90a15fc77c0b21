package org.pagurus.transport.netty;

import java.net.SocketAddress;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs refused connections: up to {@value #LINES} lines in {@value #WINDOW_SECONDS} s, then only
 * how many there were, so that a flood of them does not fill the disk. Safe for all threads.
 */
public final class RefusalLog implements Refusals {
    static final int LINES = 50;
    static final int WINDOW_SECONDS = 10;
    private static final long WINDOW_NS = WINDOW_SECONDS * 1_000_000_000L;
    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);

    private final LongSupplier clock;

    /** Guarded by this, as both below. */
    private long windowStartNs;

    private int lines;
    private long unsaid;

    public RefusalLog() {
        this(System::nanoTime);
    }

    /**
     * @param clock nanoseconds, of any origin
     */
    RefusalLog(LongSupplier clock) {
        this.clock = clock;
        windowStartNs = clock.getAsLong();
    }

    @Override
    public void refused(@Nullable SocketAddress peer, Kind kind, String reason) {
        if (mayLog()) {
            LOG.atWarn()
                    .addKeyValue("peer", peer)
                    .addKeyValue("kind", kind)
                    .log("connection from {} refused: {}", peer, reason);
        }
    }

    private synchronized boolean mayLog() {
        long nowNs = clock.getAsLong();
        if (nowNs - windowStartNs >= WINDOW_NS) {
            if (unsaid > 0) {
                LOG.warn(
                        "{} more connections were refused, each for a reason such as above",
                        unsaid);
            }
            windowStartNs = nowNs;
            lines = 0;
            unsaid = 0;
        }
        if (lines == LINES) {
            unsaid++;
            return false;
        }
        lines++;
        return true;
    }
}
