package org.pagurus.simulator.driver;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pagurus.engine.MigrationOptions;
import org.pagurus.engine.page.PageHashes;
import org.pagurus.engine.page.StreamTally;
import org.pagurus.engine.source.MigrationSource;
import org.pagurus.engine.source.SourceAction;
import org.pagurus.engine.source.SourceEvent;
import org.pagurus.guest.ForwardingGuest;
import org.pagurus.guest.software.SoftwareGuest;
import org.pagurus.journal.JournalRecord;
import org.pagurus.memory.DirtyLog;
import org.pagurus.report.MigrationReport;

/** Carries out a source's actions in virtual time. */
final class SourceRunner implements SourceSide, EngineTurns.Engine {
    private final Junction junction;
    private final VirtualHost host;
    private final SoftwareGuest guest;
    private final StepTimes times;
    private final SourcePages pages;
    private final MigrationSource engine;
    private final Timer timer;
    private final DirtyLog dirtyLog;
    private final SourceTap tap;
    private final Runnable over;
    private final Watcher watcher;
    private final EngineTurns turns;
    private final List<PageStreamOut> streams = new ArrayList<>();
    private @Nullable Connection connection;
    private @Nullable MigrationReport report;

    /** Counts the tries to connect: only the latest reports. */
    private int connects;

    /** The process has died, or has nothing more to do with the migration. */
    private boolean ended;

    SourceRunner(
            Junction junction,
            VirtualHost host,
            SoftwareGuest guest,
            ExactMigration.Order order,
            Runnable over,
            Watcher watcher) {
        MigrationOptions options = order.options();
        this.over = over;
        tap = order.tap();
        dirtyLog = tap.dirtyLog(guest.dirtyLog());
        this.junction = junction;
        this.host = host;
        this.guest = guest;
        this.watcher = watcher;
        times = host.stepTimes();
        pages =
                SourcePages.of(
                        order.compression(),
                        options.streams(),
                        guest.memory().sizeBytes(),
                        host,
                        junction.wire().pool());
        engine =
                new MigrationSource(
                        order.token(), new Tapped(guest, dirtyLog), pages.compression(), options);
        turns = new EngineTurns(host, this);
        timer = new Timer(host.simulation(), host.clock(), nowNs -> turns.happens(this::timeout));
    }

    MigrationSource engine() {
        return engine;
    }

    SoftwareGuest guest() {
        return guest;
    }

    @Override
    public VirtualHost host() {
        return host;
    }

    @Override
    public @Nullable Connection connection() {
        return connection;
    }

    /** What the migration did; null before its end. */
    @Nullable MigrationReport report() {
        return report;
    }

    /** Connects, and begins. */
    void start() {
        connect(++connects, () -> turns.happens(() -> engine.start(host.clock().nowNs())));
    }

    @Override
    public void hears(@Nullable Connection from, SourceEvent event) {
        turns.happens(
                () -> {
                    if (from == connection) {
                        handle(event);
                    }
                });
    }

    private void handle(SourceEvent event) {
        if (report == null) {
            engine.handle(event, host.clock().nowNs());
        }
    }

    @Override
    public void end() {
        if (!ended) {
            ended = true;
            connects++;
            abandonStreams();
            timer.stop();
            turns.end();
            engine.close();
        }
    }

    private void timeout() {
        if (report == null) {
            engine.timeout(host.clock().nowNs());
        }
    }

    @Override
    public boolean act() {
        SourceAction action = engine.poll();
        if (action != null) {
            tap.perform(action, guest, this::perform);
        }
        return action != null;
    }

    @Override
    public void rests() {
        if (report == null) {
            timer.set(engine.nextTimeoutNs());
        }
    }

    private void perform(SourceAction action) {
        switch (action) {
            case SourceAction.Send a -> junction.sendToDestination(a.message());
            case SourceAction.OpenStreams a -> openStreams(a.attempt());
            case SourceAction.SendRound a -> streams.forEach(stream -> host.wake(stream::begin));
            case SourceAction.StartDirtyLog a -> {
                guest.runToNow();
                dirtyLog.start();
            }
            case SourceAction.StopDirtyLog a -> dirtyLog.stop();
            case SourceAction.AbandonStreams a -> abandonStreams();
            case SourceAction.Harvest a -> {
                guest.runToNow();
                long harvested = dirtyLog.harvest(a.dirty());
                double ns = times.harvestNs() + harvested * times.harvestedPageNs();
                later(ns, () -> new SourceEvent.Harvested(harvested));
            }
            case SourceAction.RoundCompleted a -> watcher.roundCompleted(a);
            case SourceAction.Throttle a -> guest.throttle(a.percent());
            case SourceAction.PauseGuest a -> {
                long beganNs = host.clock().nowNs();
                later(times.pauseNs(), () -> pause(beganNs));
            }
            case SourceAction.SaveDeviceState a ->
                    later(
                            times.saveDevicesNs(),
                            () -> new SourceEvent.DeviceStateSaved(guest.saveDeviceState()));
            case SourceAction.VerifyMemory a ->
                    later(
                            memoryNs(),
                            () ->
                                    new SourceEvent.MemoryVerified(
                                            PageHashes.digestOf(guest.memory())));
            case SourceAction.Append a -> append(a.record());
            case SourceAction.ResumeGuest a -> later(times.resumeNs(), this::resume);
            case SourceAction.Announce a -> watcher.announced(host, guest);
            case SourceAction.Reconnect a -> reconnect(a.delayNs());
            case SourceAction.Audit a ->
                    later(
                            memoryNs(),
                            () ->
                                    new SourceEvent.Audited(
                                            engine.hashes().countDifferences(guest.memory())));
            case SourceAction.DropGuest a -> guest.close();
            case SourceAction.Finish a -> {
                report = a.report();
                connects++; // whoever still tries to connect stops
                timer.stop();
                watcher.happened(new Happening.Ended(a.report()));
                over.run();
            }
        }
    }

    private interface Done {
        SourceEvent event();
    }

    /** Something takes a while; it is done and reported at its end, unless the process has died. */
    private void later(double ns, Done done) {
        turns.takes(ns, () -> handle(done.event()));
    }

    private double memoryNs() {
        return guest.memory().pageCount() * times.verifiedPageNs();
    }

    private SourceEvent pause(long beganNs) {
        guest.pause();
        watcher.guestStops(host, guest);
        return new SourceEvent.GuestPaused(beganNs);
    }

    private SourceEvent resume() {
        guest.resume();
        watcher.guestRuns(host, guest);
        return new SourceEvent.GuestResumed();
    }

    /** Half the time goes by before the record is written, half before that is known. */
    private void append(JournalRecord record) {
        turns.takes(
                times.journalNs() / 2.0,
                () -> {
                    SourceEvent event = write(record);
                    later(times.journalNs() / 2.0, () -> event);
                });
    }

    private SourceEvent write(JournalRecord record) {
        try {
            host.write(record, watcher);
            return new SourceEvent.Appended();
        } catch (IOException e) {
            return new SourceEvent.AppendFailed(String.valueOf(e.getMessage()));
        }
    }

    /** A page stream is lost, if there are any. */
    void losesStream() {
        if (!streams.isEmpty()) {
            hears(connection, new SourceEvent.ConnectionLost("a page stream"));
        }
    }

    private void reconnect(long delayNs) {
        int attempt = ++connects;
        disconnect();
        host.after(
                delayNs,
                () -> {
                    if (attempt == connects) {
                        connect(attempt, () -> hears(connection, new SourceEvent.Connected()));
                    }
                });
    }

    private void connect(int attempt, Runnable connected) {
        junction.connect(
                fresh -> {
                    if (attempt != connects) {
                        if (fresh != null) {
                            junction.breakOff(fresh, "given up meanwhile");
                        }
                        return;
                    }
                    connection = fresh;
                    if (fresh == null) {
                        hears(null, new SourceEvent.ConnectionLost("nobody answers"));
                    } else {
                        connected.run();
                    }
                });
    }

    private void disconnect() {
        Connection old = connection;
        connection = null;
        abandonStreams();
        if (old != null) {
            junction.breakOff(old, "closed by the source");
        }
    }

    /** The engine has ended: the connection is closed behind what was said last. */
    void conclude() {
        Connection old = connection;
        connection = null;
        end();
        if (old != null) {
            junction.close(host, old, "closed by the source");
        }
    }

    /** The guest with the dirty log that the engine is to see. */
    private static final class Tapped extends ForwardingGuest {
        private final DirtyLog dirtyLog;

        Tapped(SoftwareGuest guest, DirtyLog dirtyLog) {
            super(guest);
            this.dirtyLog = dirtyLog;
        }

        @Override
        public DirtyLog dirtyLog() {
            return dirtyLog;
        }
    }

    private void openStreams(int attempt) {
        Connection of = connection;
        if (of == null) {
            return;
        }
        junction.attach(
                of,
                attempt,
                engine.senders().size(),
                incoming -> {
                    if (ended || connection != of) {
                        return;
                    }
                    if (incoming == null) {
                        hears(of, new SourceEvent.ConnectionLost("page streams were refused"));
                        return;
                    }
                    for (int i = 0; i < engine.senders().size(); i++) {
                        PageStreamIn in = incoming.get(i);
                        streams.add(
                                new PageStreamOut(
                                        i,
                                        engine.senders().get(i),
                                        pages,
                                        of,
                                        in,
                                        new StreamEvents(of)));
                    }
                    hears(of, new SourceEvent.StreamsOpened());
                });
    }

    private void abandonStreams() {
        streams.forEach(PageStreamOut::abandon);
        streams.clear();
    }

    private final class StreamEvents implements PageStreamOut.Listener {
        private final Connection of;

        StreamEvents(Connection of) {
            this.of = of;
        }

        @Override
        public void finished(int stream, StreamTally tally) {
            host.wake(() -> hears(of, new SourceEvent.StreamFinished(stream, tally)));
        }

        @Override
        public void beforeReading() {
            guest.runToNow();
        }
    }
}
