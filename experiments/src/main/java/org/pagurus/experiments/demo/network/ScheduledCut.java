package org.pagurus.experiments.demo.network;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Cuts the migration link in a while, and restores it a while later, or when it is closed. */
public final class ScheduledCut implements AutoCloseable {
    private final MigrationLink link;
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("link-cut").daemon().factory());

    /** Guarded by this. */
    private boolean cut;

    /** Guarded by this. */
    private @Nullable String failure;

    /** Guarded by this. */
    private boolean closed;

    private ScheduledCut(MigrationLink link) {
        this.link = link;
    }

    /** The time counts from now. */
    public static ScheduledCut start(MigrationLink link, LinkCut when) {
        ScheduledCut scheduled = new ScheduledCut(link);
        var unused = scheduled.executor.schedule(scheduled::cut, when.atNs(), TimeUnit.NANOSECONDS);
        unused =
                scheduled.executor.schedule(
                        scheduled::restore, when.atNs() + when.forNs(), TimeUnit.NANOSECONDS);
        return scheduled;
    }

    /** What happened, in one line for people. */
    public synchronized String outcome() {
        if (failure != null) {
            return "the link could not be cut: " + failure;
        }
        return cut ? "the link was cut" : "the migration was over before the link was to be cut";
    }

    @Override
    public void close() {
        executor.shutdownNow();
        synchronized (this) {
            closed = true;
            restore();
        }
    }

    private synchronized void cut() {
        if (closed) {
            return;
        }
        cut = true; // even where it fails: then it is not known what has been done
        try {
            link.cut();
        } catch (IOException e) {
            failure = e.getMessage();
        }
    }

    private synchronized void restore() {
        if (cut) {
            try {
                link.restore();
            } catch (IOException e) {
                failure = e.getMessage();
            }
        }
    }
}
