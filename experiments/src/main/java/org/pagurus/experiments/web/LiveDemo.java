package org.pagurus.experiments.web;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pagurus.engine.page.PageSummary;
import org.pagurus.experiments.demo.DemoOptions;
import org.pagurus.experiments.demo.DemoResult;
import org.pagurus.experiments.demo.DemoWatcher;
import org.pagurus.experiments.demo.LoadClient;
import org.pagurus.experiments.demo.network.DemoNetwork.Host;
import org.pagurus.experiments.web.LiveFrame.Phase;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;
import org.pagurus.transport.command.HostReply;

/**
 * A demo that goes on: what is seen of it, and the button that moves its guest again. The demo's
 * thread tells and waits, others look and press. Safe for all threads.
 */
public final class LiveDemo implements DemoWatcher {
    private static final int MAX_HISTORY = 10;

    private final LiveFrame.Guest guest;
    private final long downtimeLimitNs;
    private final Consumer<DemoResult> results;

    // All below is guarded by this.
    private final Deque<LiveFrame.Ended> history = new ArrayDeque<>();
    private Phase phase = Phase.STARTING;
    private List<String> hosts = List.of();
    private Host place = Host.SOURCE;
    private @Nullable ClientView client;
    private @Nullable MigrationView migration;
    private int migrations;

    /** Whether somebody has looked yet. */
    private boolean seen;

    /**
     * A demo that is about to start.
     *
     * @param summary what its guest does, for people
     * @param results is told of each migration's end
     */
    public LiveDemo(DemoOptions options, String summary, Consumer<DemoResult> results) {
        guest =
                new LiveFrame.Guest(
                        options.guest().nic().ip().toString(),
                        options.guest().memoryBytes(),
                        summary);
        downtimeLimitNs = options.settings().downtimeLimitNs();
        this.results = results;
    }

    @Override
    public int pageCells() {
        return PageSummary.MAX_CELLS;
    }

    /** Waits until somebody looks: the first migration is to be seen. */
    @Override
    public synchronized void started(String source, String destination, LoadClient load)
            throws InterruptedException {
        hosts = List.of(source, destination);
        client = new ClientView(load);
        if (seen) {
            phase = Phase.ABOUT;
        } else {
            awaitPress(Phase.WAITING);
        }
    }

    @Override
    public synchronized void begins(Host from) {
        phase = Phase.MIGRATING;
        place = from;
        migration =
                new MigrationView(++migrations, from.ordinal(), downtimeLimitNs, System.nanoTime());
    }

    @Override
    public synchronized void onTheWay(HostReply reply) {
        if (migration != null) {
            migration.onTheWay(reply, System.nanoTime());
        }
        if (reply instanceof HostReply.Migrated migrated) {
            phase = Phase.CHECKING;
            if (migrated.report().outcome() == Outcome.COMPLETED) {
                place = place == Host.SOURCE ? Host.DESTINATION : Host.SOURCE;
            }
        }
    }

    /** Waits until the button is pressed. */
    @Override
    public boolean ended(DemoResult result) throws InterruptedException {
        results.accept(result);
        synchronized (this) {
            keep(result);
            awaitPress(Phase.READY);
        }
        return true;
    }

    private void keep(DemoResult result) {
        if (client != null && result.report().outcome() == Outcome.COMPLETED) {
            client.moved();
        }
        if (history.size() == MAX_HISTORY) {
            history.removeLast();
        }
        history.addFirst(summary(result));
    }

    /** Somebody looks. */
    synchronized void seen() {
        seen = true;
        if (phase == Phase.WAITING) {
            press();
        }
    }

    /**
     * The button: moves the guest to the other host.
     *
     * @return why it cannot be, empty where it is done
     */
    synchronized Optional<String> press() {
        return switch (phase) {
            case STARTING -> Optional.of("the guest does not run yet; wait a moment");
            case ABOUT, MIGRATING, CHECKING ->
                    Optional.of("the guest is being migrated already; wait for its end");
            case WAITING, READY -> {
                phase = Phase.ABOUT;
                notifyAll();
                yield Optional.empty();
            }
        };
    }

    /** How it stands now. */
    synchronized LiveFrame frame() {
        MigrationView shown = migration;
        return new LiveFrame(
                phase,
                guest,
                hosts,
                place.ordinal(),
                shown == null ? null : shown.frame(phase == Phase.MIGRATING, System.nanoTime()),
                shown == null ? null : shown.pages(),
                client == null ? null : client.frame(),
                List.copyOf(history));
    }

    private void awaitPress(Phase meanwhile) throws InterruptedException {
        phase = meanwhile;
        while (phase == meanwhile) {
            wait();
        }
    }

    private LiveFrame.Ended summary(DemoResult result) {
        MigrationReport report = result.report();
        return new LiveFrame.Ended(
                migrations,
                migration == null ? 0 : migration.from(),
                report.outcome().label(),
                report.reason(),
                report.downtimeNs(),
                report.expectedDowntimeNs(),
                result.client().networkDowntimeNs(),
                report.totalTimeNs(),
                report.totalBytes(),
                report.memoryBytes(),
                report.rounds().size(),
                result.nothingLost(),
                result.findings());
    }
}
