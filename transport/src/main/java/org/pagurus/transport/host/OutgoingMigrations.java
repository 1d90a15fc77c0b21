package org.pagurus.transport.host;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.pagurus.convergence.FixedDowntime;
import org.pagurus.convergence.FixedDowntimes;
import org.pagurus.engine.MigrationOptions;
import org.pagurus.engine.page.LinkRateLimit;
import org.pagurus.engine.page.PageStates;
import org.pagurus.engine.page.PageSummary;
import org.pagurus.engine.page.PageWatch;
import org.pagurus.engine.source.Aftermath;
import org.pagurus.journal.Journal;
import org.pagurus.journal.JournalRecord;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.report.DowntimeParts;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;
import org.pagurus.report.RoundStatistics;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.command.HostRequest;
import org.pagurus.transport.command.MigrationSettings;
import org.pagurus.transport.driver.CompressionSetup;
import org.pagurus.transport.driver.HostClock;
import org.pagurus.transport.driver.SourceDriver;
import org.pagurus.transport.driver.SourceLink;
import org.pagurus.transport.netty.PrefaceClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The migrations that take guests away from this host, by guest. Safe for all threads. */
final class OutgoingMigrations {
    private static final Logger LOG = LoggerFactory.getLogger(OutgoingMigrations.class);
    private static final String STOPPING = "the source's daemon was told to stop";

    private final GuestTable guests;
    private final Journal journal;
    private final PrefaceClient client;
    private final HostClock clock;
    private final ScheduledExecutorService timer;
    private final HostCounters counters;
    private final IntSupplier listenPort;
    private final SecureRandom random = new SecureRandom();

    /** Guarded by this. */
    private final Map<String, SourceDriver> drivers = new HashMap<>();

    /** Under way, with or without a driver yet. Guarded by this. */
    private final Set<MigrationToken> live = new HashSet<>();

    /** Guarded by this: no migration is to go on. */
    private boolean stopping;

    /** What the downtime's fixed parts have been like. Guarded by this. */
    private FixedDowntime learned = FixedDowntimes.STARTING_VALUES;

    /**
     * @param listenPort where destinations can ask this host
     */
    OutgoingMigrations(
            GuestTable guests,
            Journal journal,
            PrefaceClient client,
            HostClock clock,
            ScheduledExecutorService timer,
            HostCounters counters,
            IntSupplier listenPort) {
        this.guests = guests;
        this.journal = journal;
        this.client = client;
        this.clock = clock;
        this.timer = timer;
        this.counters = counters;
        this.listenPort = listenPort;
    }

    /**
     * Migrates a guest; returns when the migration has ended.
     *
     * @param watcher is told of progress and rounds, on several threads
     */
    HostReply.Migrated migrate(HostRequest.Migrate request, Consumer<HostReply> watcher)
            throws RefusedException, InterruptedException {
        if (request.port() < 1 || request.port() > 65_535) {
            throw new RefusedException("port", "expected 1 to 65535 but found " + request.port());
        }
        if (request.pageCells() < 0 || request.pageCells() > PageSummary.MAX_CELLS) {
            throw new RefusedException(
                    "pageCells",
                    "expected 0 to " + PageSummary.MAX_CELLS + " but found " + request.pageCells());
        }
        InetSocketAddress destination = new InetSocketAddress(request.host(), request.port());
        if (destination.isUnresolved()) {
            throw new RefusedException("host", "host " + request.host() + " is not known");
        }
        long memoryBytes = guests.guest(request.name()).memory().sizeBytes();
        MigrationOptions options = options(request, memoryBytes);
        GuestSlot slot = guests.beginLeaving(request.name());
        OutgoingWatcher outgoing = new OutgoingWatcher(slot, watcher);
        JournalRecord leaving =
                new JournalRecord(
                        Step.LEAVING,
                        MigrationToken.random(random),
                        slot.guest().description(),
                        request.host() + ":" + request.port(),
                        clock.nowMs());
        synchronized (this) {
            live.add(leaving.token()); // before the journal has it: nobody else may ask for it
        }
        try {
            journal.append(leaving);
        } catch (IOException e) {
            guests.stayed(slot);
            ended(request.name(), leaving.token());
            throw RefusedException.ofJournal(e);
        }
        try {
            return run(request, leaving.token(), options, destination, outgoing);
        } finally {
            end(request.name(), leaving, outgoing);
        }
    }

    /** What has become of the guest is in the journal, however the driver has ended. */
    private void end(String name, JournalRecord leaving, OutgoingWatcher outgoing) {
        try {
            Step last = journal.last(leaving.token()).map(JournalRecord::step).orElse(Step.LEAVING);
            switch (Aftermath.of(last, outgoing.guestLeft, mayBePrepared(name))) {
                case LEFT -> guests.left(outgoing.slot);
                case STAYS -> {
                    stayed(outgoing.slot);
                    if (outgoing.guestBack) {
                        guests.announce(outgoing.slot.guest());
                    }
                }
                case KEPT -> {
                    stayed(outgoing.slot);
                    keep(name, leaving);
                }
                case IN_DOUBT -> {}
            }
        } finally {
            ended(name, leaving.token());
        }
    }

    /** The guest runs here, and without any burden, even if the driver has died. */
    private void stayed(GuestSlot slot) {
        slot.guest().throttle(0);
        slot.guest().resume();
        guests.stayed(slot);
    }

    private synchronized boolean mayBePrepared(String name) {
        SourceDriver driver = drivers.get(name);
        return driver != null && driver.mayBePrepared();
    }

    private void keep(String name, JournalRecord leaving) {
        try {
            journal.append(leaving.then(Step.KEPT, clock.nowMs()));
        } catch (IOException e) {
            LOG.warn("guest {}: {}; the destination is asked", name, e.getMessage());
        }
    }

    private synchronized void ended(String name, MigrationToken token) {
        drivers.remove(name);
        live.remove(token);
        notifyAll();
    }

    /** Whether this migration is under way, so that it asks by itself. */
    synchronized boolean isLive(MigrationToken token) {
        return live.contains(token);
    }

    /**
     * Takes a guest back whose destination cannot be asked; returns when the migration has ended.
     * False when it can be asked, or has not let go in time.
     */
    boolean force(MigrationToken token, long limitMs) throws InterruptedException {
        synchronized (this) {
            for (SourceDriver driver : drivers.values()) {
                if (driver.token().equals(token)
                        && !driver.force("reclaimed by force, without the destination's word")) {
                    return false;
                }
            }
            long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMs);
            while (isLive(token) && System.nanoTime() < deadlineNs) {
                wait(100);
            }
        }
        return journal.last(token).filter(last -> last.step() == Step.FORCED).isPresent();
    }

    private HostReply.Migrated run(
            HostRequest.Migrate request,
            MigrationToken token,
            MigrationOptions options,
            InetSocketAddress destination,
            OutgoingWatcher outgoing)
            throws InterruptedException {
        GuestSlot slot = outgoing.slot;
        MigrationSettings settings = request.settings();
        CompressionSetup compression =
                CompressionSetup.of(
                        settings.selectorKind(),
                        settings.compressionThreads(),
                        settings.deltaCacheBytes(),
                        settings.streams(),
                        slot.guest().memory().sizeBytes(),
                        settings.linkRateBytesPerSecond());
        PageStates pages =
                request.pageCells() == 0
                        ? null
                        : new PageStates(
                                slot.guest().memory().pageCount(), slot.guest().dirtyLog());
        SourceDriver driver =
                new SourceDriver(
                        slot.guest(),
                        token,
                        options,
                        compression,
                        new SourceLink(
                                client,
                                destination,
                                listenPort.getAsInt(),
                                new LinkRateLimit(
                                        settings.linkRateBytesPerSecond(), System.nanoTime())),
                        journal,
                        clock,
                        outgoing,
                        pages == null ? PageWatch.NONE : pages);
        synchronized (this) {
            drivers.put(request.name(), driver);
            if (stopping) {
                boolean unused = driver.cancel(STOPPING);
            }
        }
        Runnable progress =
                () ->
                        outgoing.watcher.accept(
                                new HostReply.Progress(outgoing.round, driver.roundBytesSoFar()));
        Runnable states =
                () -> {
                    if (pages != null) {
                        outgoing.watcher.accept(
                                new HostReply.Pages(
                                        outgoing.round, pages.summary(request.pageCells())));
                    }
                };
        try (ProgressTicker _ = ProgressTicker.start(timer, progress, states)) {
            MigrationReport report = driver.run();
            LOG.info(
                    "guest {}: migration {}: {}",
                    request.name(),
                    report.outcome().label(),
                    report.reason());
            counters.countEnd(report);
            learn(report);
            return new HostReply.Migrated(report, slot.dirtyLog());
        } finally {
            compression.close();
        }
    }

    /** The guests that migrations take away now. */
    synchronized List<String> guests() {
        return List.copyOf(drivers.keySet());
    }

    /**
     * Gives up whatever can be given up, and waits for all to end.
     *
     * @return the guests of those that have not: they are released, and it is in doubt who runs
     *     them
     */
    synchronized List<String> stop(long limitMs) throws InterruptedException {
        stopping = true;
        drivers.forEach(
                (name, driver) -> {
                    if (!driver.cancel(STOPPING)) {
                        LOG.warn("guest {}: it is too late to cancel its migration", name);
                    }
                });
        long endNs = System.nanoTime() + limitMs * 1_000_000;
        for (long leftMs = limitMs;
                !live.isEmpty() && leftMs > 0;
                leftMs = (endNs - System.nanoTime()) / 1_000_000) {
            wait(leftMs);
        }
        return List.copyOf(drivers.keySet());
    }

    /** Gives a migration up. */
    synchronized void cancel(String name) throws RefusedException {
        SourceDriver driver = drivers.get(name);
        if (driver == null) {
            throw new RefusedException(
                    "name", "no migration takes guest " + name + " away from this host");
        }
        if (!driver.cancel("cancelled by request")) {
            throw new RefusedException(
                    "name", "guest " + name + " is released already; it is too late to cancel");
        }
    }

    private synchronized MigrationOptions options(HostRequest.Migrate request, long memoryBytes)
            throws RefusedException {
        try {
            return request.settings().toOptions(learned, memoryBytes);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("settings", String.valueOf(e.getMessage()));
        }
    }

    private synchronized void learn(MigrationReport report) {
        if (report.outcome() != Outcome.COMPLETED) {
            return;
        }
        DowntimeParts parts = report.downtimeParts();
        learned =
                FixedDowntimes.blend(
                        learned,
                        new FixedDowntime(
                                parts.pauseNs(),
                                parts.harvestNs(),
                                parts.deviceStateNs(),
                                parts.digestNs() + parts.verifyNs(),
                                parts.journalNs(),
                                parts.resumeNs(),
                                Math.max(0, parts.messagesNs())));
    }

    /** Passes on what a driver tells, and keeps what is needed afterwards. */
    private static final class OutgoingWatcher implements SourceDriver.Watcher {
        private final GuestSlot slot;
        private final Consumer<HostReply> watcher;
        private volatile int round;
        private volatile boolean guestLeft;
        private volatile boolean guestBack;

        OutgoingWatcher(GuestSlot slot, Consumer<HostReply> watcher) {
            this.slot = slot;
            this.watcher = watcher;
        }

        @Override
        public void roundCompleted(
                RoundStatistics ended, long expectedDowntimeNs, long linkRateBytesPerSecond) {
            round = ended.round() + 1;
            LOG.info(
                    "guest {}: round {}: {} pages, {} bytes, {} dirtied",
                    slot.guest().description().name(),
                    ended.round(),
                    ended.pages(),
                    ended.bytes(),
                    ended.dirtiedPages());
            watcher.accept(new HostReply.Round(ended, expectedDowntimeNs, linkRateBytesPerSecond));
        }

        @Override
        public void guestLeft() {
            guestLeft = true;
        }

        @Override
        public void guestBack() {
            guestBack = true;
        }
    }
}
