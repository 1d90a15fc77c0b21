package org.pagurus.experiments.live;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.demo.DemoException;
import org.pagurus.experiments.demo.network.MigrationLink;
import org.pagurus.experiments.scenario.LinkChangePlan;
import org.pagurus.experiments.scenario.LinkChangePlan.Change;

/** Has the real link change at the planned times, until this is closed. */
final class LinkChanges implements AutoCloseable {
    private static final long END_LIMIT_SECONDS = 60;

    private final MigrationLink link;
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("link-changes").daemon().factory());

    /** What went wrong first. */
    private volatile @Nullable String failure;

    private LinkChanges(MigrationLink link) {
        this.link = link;
    }

    /** The times count from now. */
    static LinkChanges start(MigrationLink link, List<LinkChangePlan> plans) {
        LinkChanges changes = new LinkChanges(link);
        for (int number = 0; number < plans.size(); number++) {
            LinkChangePlan plan = plans.get(number);
            String field = "changes[" + number + "]";
            var unused =
                    changes.executor.schedule(
                            () -> changes.apply(plan, field), plan.atNs(), TimeUnit.NANOSECONDS);
        }
        return changes;
    }

    /**
     * Ends with a complaint when the link did not change as planned.
     *
     * @throws DemoException names the change
     */
    void check() throws DemoException {
        String found = failure;
        if (found != null) {
            throw new DemoException(found);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
        try {
            // Nobody changes a link that is being removed.
            boolean unused = executor.awaitTermination(END_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void apply(LinkChangePlan plan, String field) {
        try {
            for (Change change : plan.changes()) {
                apply(change);
            }
        } catch (IOException e) {
            failure =
                    failure == null
                            ? field + ": expected the link to change, found: " + e.getMessage()
                            : failure;
        }
    }

    private void apply(Change change) throws IOException {
        switch (change) {
            case Change.Cut cut -> link.cut();
            case Change.Restore restore -> link.restore();
            case Change.Rate rate -> link.limitRate((long) rate.bytesPerSecond());
            case Change.Latency latency ->
                    throw new IllegalArgumentException("latency: expected none but found one");
            case Change.Loss loss ->
                    throw new IllegalArgumentException("loss: expected none but found one");
        }
    }
}
