package org.pagurus.transport.driver;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.pagurus.engine.MigrationOptions;
import org.pagurus.engine.page.PageHashes;
import org.pagurus.engine.page.PageSender;
import org.pagurus.engine.page.PageWatch;
import org.pagurus.engine.source.MigrationSource;
import org.pagurus.engine.source.SourceAction;
import org.pagurus.engine.source.SourceEvent;
import org.pagurus.guest.Guest;
import org.pagurus.journal.Journal;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.RoundStatistics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a {@link MigrationSource} on sockets and real time. {@link #run} is the engine's thread; the
 * page streams have the event loops' threads, and encoders where pages do not go in full.
 */
public final class SourceDriver {
    /** Who watches a migration; called on the engine's thread, so it must be quick. */
    public interface Watcher {
        /** A pre-copy round is over. */
        void roundCompleted(
                RoundStatistics round, long expectedDowntimeNs, long linkRateBytesPerSecond);

        /** The guest lives at the destination, and its memory here is no longer needed. */
        void guestLeft();

        /** The guest was released and is back: it is to be announced once it runs on here. */
        void guestBack();
    }

    private record Arrived(@Nullable SourceConnection from, SourceEvent event) {}

    private static final Logger LOG = LoggerFactory.getLogger(SourceDriver.class);

    private final Guest guest;
    private final SourceLink link;
    private final CompressionSetup compression;
    private final Journal journal;
    private final HostClock clock;
    private final Watcher watcher;
    private final MigrationSource source;
    private final EventQueue<Arrived> events = new EventQueue<>();
    private SourceConnection connection;
    private boolean connected = true;
    private volatile boolean released;
    private volatile boolean inDoubt;

    /** Why a person takes the guest back; null while nobody does. */
    private volatile @Nullable String forced;

    private @Nullable MigrationReport report;

    /**
     * @param compression of this migration alone; the caller closes it when {@link #run} has ended
     * @param pages is told what becomes of each page
     */
    public SourceDriver(
            Guest guest,
            MigrationToken token,
            MigrationOptions options,
            CompressionSetup compression,
            SourceLink link,
            Journal journal,
            HostClock clock,
            Watcher watcher,
            PageWatch pages) {
        this.guest = guest;
        this.link = link;
        this.compression = compression;
        this.journal = journal;
        this.clock = clock;
        this.watcher = watcher;
        source = new MigrationSource(token, guest, compression.compression(), options, pages);
        connection = newConnection();
    }

    /**
     * Asks for an end; from any thread. False when the guest is released already, or will be in a
     * moment.
     */
    public boolean cancel(String reason) {
        return !released
                && events.offer(new Arrived(null, new SourceEvent.CancelRequested(reason)), 0);
    }

    /**
     * Takes a released guest back without the destination's word; from any thread. False when the
     * destination can be asked, or nothing is in doubt. Whether it was done shows in the journal.
     */
    public boolean force(String reason) {
        if (inDoubt) {
            forced = reason;
        }
        return inDoubt;
    }

    /**
     * Whether the destination may still hold a complete guest that waits for the release; asked
     * when {@link #run} has ended.
     */
    public boolean mayBePrepared() {
        return source.mayBePrepared();
    }

    public MigrationToken token() {
        return source.token();
    }

    /** Bytes that the round under way has sent so far; from any thread. */
    public long roundBytesSoFar() {
        return source.senders().stream().mapToLong(PageSender::bytesShown).sum();
    }

    /** Runs the migration to its end. */
    public MigrationReport run() throws InterruptedException {
        try {
            connection.openControl();
            source.start(clock.nowNs());
        } catch (IOException e) {
            source.handle(
                    new SourceEvent.ConnectionLost(String.valueOf(e.getMessage())), clock.nowNs());
        }
        try {
            while (true) {
                performAll();
                if (report != null) {
                    return report;
                }
                Arrived arrived = events.take(source.nextTimeoutNs() - clock.nowNs());
                if (arrived != null && (arrived.from == null || arrived.from == connection)) {
                    tell(arrived.event);
                }
                source.timeout(clock.nowNs());
                released = source.isReleased();
            }
        } finally {
            connection.close();
            source.close();
        }
    }

    private void tell(SourceEvent event) {
        if (event instanceof SourceEvent.ConnectionLost lost && connected) {
            LOG.info("migration {}: connection lost: {}", source.token(), lost.reason());
            connected = false; // what follows until it is back is no news
        } else if (event instanceof SourceEvent.Connected) {
            LOG.info("migration {}: connected again", source.token());
            connected = true;
        }
        source.handle(event, clock.nowNs());
        inDoubt = source.isInDoubt();
    }

    private void performAll() {
        for (SourceAction action = source.poll(); action != null; action = source.poll()) {
            SourceEvent event = performSafely(action);
            if (event != null) {
                tell(event);
            }
        }
    }

    /** What fails here has not happened; what the engine makes of it is not caught here. */
    private @Nullable SourceEvent performSafely(SourceAction action) {
        try {
            cutIf(Failpoint.reach("source before", action));
            SourceEvent event = perform(action);
            cutIf(Failpoint.reach("source after", action));
            return event;
        } catch (RuntimeException e) {
            String name = action.getClass().getSimpleName();
            LOG.error("migration {}: {} failed", source.token(), name, e);
            return new SourceEvent.GuestFailed(name + ": " + e.getMessage());
        }
    }

    /** Carries out an action; answers with the event that it reports, if it reports one. */
    private @Nullable SourceEvent perform(SourceAction action) {
        switch (action) {
            case SourceAction.Send a -> connection.send(a.message());
            case SourceAction.StartDirtyLog a -> guest.dirtyLog().start();
            case SourceAction.StopDirtyLog a -> guest.dirtyLog().stop();
            case SourceAction.SendRound a -> connection.sendRound();
            case SourceAction.AbandonStreams a -> connection.closeStreams();
            case SourceAction.RoundCompleted a ->
                    watcher.roundCompleted(
                            a.statistics(), a.expectedDowntimeNs(), a.linkRateBytesPerSecond());
            case SourceAction.Throttle a -> guest.throttle(a.percent());
            case SourceAction.Announce a -> watcher.guestBack();
            case SourceAction.DropGuest a -> watcher.guestLeft();
            case SourceAction.Finish a -> report = a.report();
            case SourceAction.OpenStreams a ->
                    connection.openStreams(source.senders(), a.attempt(), compression);
            case SourceAction.Reconnect a -> {
                String reason = forced;
                forced = null;
                if (reason != null && source.isInDoubt()) {
                    return new SourceEvent.ReclaimForced(reason);
                }
                reconnect(a.delayNs());
            }
            case SourceAction.Harvest a -> {
                return new SourceEvent.Harvested(guest.dirtyLog().harvest(a.dirty()));
            }
            case SourceAction.PauseGuest a -> {
                long beganNs = clock.nowNs();
                guest.pause();
                return new SourceEvent.GuestPaused(beganNs);
            }
            case SourceAction.SaveDeviceState a -> {
                return new SourceEvent.DeviceStateSaved(guest.saveDeviceState());
            }
            case SourceAction.VerifyMemory a -> {
                return new SourceEvent.MemoryVerified(PageHashes.digestOf(guest.memory()));
            }
            case SourceAction.Append a -> {
                return append(a);
            }
            case SourceAction.ResumeGuest a -> {
                guest.resume();
                return new SourceEvent.GuestResumed();
            }
            case SourceAction.Audit a -> {
                return new SourceEvent.Audited(source.hashes().countDifferences(guest.memory()));
            }
        }
        return null;
    }

    private void cutIf(boolean reached) {
        if (reached) {
            connection.close();
        }
    }

    /** A journal that fails in whatever way must not be taken for one that has written. */
    private SourceEvent append(SourceAction.Append append) {
        released = true; // too late to cancel; when the append fails, the engine says so itself
        try {
            journal.append(append.record().stamped(peer(), clock.nowMs()));
            return new SourceEvent.Appended();
        } catch (IOException | RuntimeException e) {
            LOG.error("migration {}: journal: {}", source.token(), e.getMessage());
            return new SourceEvent.AppendFailed(String.valueOf(e.getMessage()));
        }
    }

    private String peer() {
        return link.destination().getHostString() + ":" + link.destination().getPort();
    }

    /** Whatever still comes from the old connection is dropped. */
    private void reconnect(long delayNs) {
        connection.close();
        connection = newConnection();
        connection.openControlAfter(delayNs);
    }

    private SourceConnection newConnection() {
        return new SourceConnection(
                link,
                source.token(),
                new SourceConnection.Events() {
                    @Override
                    public boolean received(SourceConnection from, SourceEvent.Received event) {
                        return events.offer(
                                new Arrived(from, event), event.message().getSerializedSize());
                    }

                    @Override
                    public void happened(SourceConnection from, SourceEvent event) {
                        events.putEnd(new Arrived(from, event));
                    }
                });
    }
}
