package org.pagurus.transport.host;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Tells a few times a second how far a migration is. When it is closed nothing is told any more,
 * and what was read for it may be given back.
 */
final class ProgressTicker implements AutoCloseable {
    private static final long INTERVAL_MS = 200;

    private final Runnable progress;
    private final Runnable states;
    private final ScheduledFuture<?> ticks;

    /** Guarded by this. */
    private boolean closed;

    private ProgressTicker(ScheduledExecutorService timer, Runnable progress, Runnable states) {
        this.progress = progress;
        this.states = states;
        ticks =
                timer.scheduleAtFixedRate(
                        this::tick, INTERVAL_MS, INTERVAL_MS, TimeUnit.MILLISECONDS);
    }

    /**
     * Starts to tell.
     *
     * @param progress tells how many bytes the round has sent
     * @param states tells how the pages stand; once more at the end
     */
    static ProgressTicker start(
            ScheduledExecutorService timer, Runnable progress, Runnable states) {
        return new ProgressTicker(timer, progress, states);
    }

    private synchronized void tick() {
        if (!closed) {
            progress.run();
            states.run();
        }
    }

    /** Waits for a tick under way. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            ticks.cancel(false);
            states.run();
        }
    }
}
