package org.pagurus.simulator.driver;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pagurus.engine.Waits;
import org.pagurus.engine.destination.DestinationAction;
import org.pagurus.engine.destination.DestinationEvent;
import org.pagurus.engine.destination.MigrationDestination;
import org.pagurus.engine.page.PageHashes;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.software.SoftwareGuest;
import org.pagurus.journal.JournalRecord;
import org.pagurus.protocol.MigrationToken;

/** Carries out a destination's actions in virtual time. */
final class DestinationRunner implements EngineTurns.Engine {
    private final Junction junction;
    private final VirtualHost host;
    private final StepTimes times;
    private final FrameTimes frameTimes;
    private final Workers decoders;
    private final Watcher watcher;
    private final MigrationDestination engine;
    private final Timer timer;
    private final EngineTurns turns;
    private final long silenceNs;
    private List<PageStreamIn> streams = List.of();
    private @Nullable Connection control;
    private @Nullable SoftwareGuest guest;

    /** The page streams of this attempt are taken, once. */
    private int attempt;

    private boolean attached = true;
    private boolean over;
    private boolean ended;
    private long lastHeardNs;

    /**
     * @param here the guest that has come by this migration and lives; null for none
     */
    DestinationRunner(
            Junction junction,
            VirtualHost host,
            MigrationToken token,
            Waits waits,
            @Nullable SoftwareGuest here,
            Watcher watcher) {
        guest = here;
        silenceNs = waits.silenceNs();
        lastHeardNs = host.clock().nowNs();
        this.junction = junction;
        this.host = host;
        this.watcher = watcher;
        times = host.stepTimes();
        frameTimes = new FrameTimes(host.pageTimes());
        decoders = host.workers(Math.max(1, host.processors().cores() - 1));
        long nowNs = host.clock().nowNs();
        JournalRecord known = host.journal().last(token).orElse(null);
        engine =
                known == null
                        ? MigrationDestination.begin(token, waits, nowNs)
                        : MigrationDestination.recall(token, known, here == null, waits, nowNs);
        turns = new EngineTurns(host, this);
        timer =
                new Timer(
                        host.simulation(),
                        host.clock(),
                        now -> turns.happens(() -> engine.timeout(host.clock().nowNs())));
    }

    MigrationDestination engine() {
        return engine;
    }

    VirtualHost host() {
        return host;
    }

    /** The guest that is coming, or has come; null while there is none. */
    @Nullable SoftwareGuest guest() {
        return guest;
    }

    @Nullable Connection control() {
        return control;
    }

    /** Whether the guest is complete here, so that it outlives its source. */
    boolean holdsGuest() {
        return guest != null && (engine.isPrepared() || engine.isOwned());
    }

    /**
     * Whether nobody serves the migration any more, as in the daemon: whoever connects is answered
     * from the journal.
     */
    boolean isOver() {
        boolean forgotten =
                host.clock().nowNs() - lastHeardNs > silenceNs
                        && (engine.isOwned() || !engine.isPrepared() && guest == null);
        return over || forgotten;
    }

    /** What comes from a control stream counts as long as that does. */
    void hears(@Nullable Connection from, DestinationEvent event) {
        turns.happens(
                () -> {
                    if (from == control) {
                        handle(event);
                    }
                });
    }

    private void handle(DestinationEvent event) {
        if (event instanceof DestinationEvent.Received) {
            lastHeardNs = host.clock().nowNs();
        }
        if (event instanceof DestinationEvent.StreamFailed e) {
            watcher.happened(new Happening.FrameRefused(e.field(), e.reason()));
        }
        engine.handle(event, host.clock().nowNs());
        if (event instanceof DestinationEvent.GuestReserved
                || event instanceof DestinationEvent.StreamsClosed closed
                        && closed.attempt() == attempt) {
            attached = false;
        }
        boolean done = event instanceof DestinationEvent.Received e && e.message().hasDone();
        boolean gone = event instanceof DestinationEvent.ConnectionLost;
        over |= done && engine.isOwned();
        over |= gone && !engine.isPrepared() && !engine.isOwned() && !engine.isAway();
    }

    /** A page stream is lost, if there are any. */
    void losesStream() {
        if (!streams.isEmpty()) {
            hears(control, new DestinationEvent.ConnectionLost("a page stream"));
        }
    }

    /** A control stream replaces the one before. */
    void connected(Connection fresh) {
        turns.happens(
                () -> {
                    Connection old = control;
                    control = fresh;
                    if (old != null) {
                        junction.breakOff(old, "replaced by a newer one");
                    }
                    handle(new DestinationEvent.Connected());
                });
    }

    /** Takes the page streams of an attempt; null when they are refused. */
    @Nullable List<PageStreamIn> attach(int attemptOfStreams) {
        if (ended || attemptOfStreams != attempt || attached || engine.receivers().isEmpty()) {
            return null;
        }
        attached = true;
        streams =
                engine.receivers().stream()
                        .map(
                                receiver ->
                                        new PageStreamIn(
                                                receiver,
                                                host,
                                                decoders,
                                                frameTimes,
                                                junction.hazards(),
                                                new PageStreamIn.Listener() {
                                                    @Override
                                                    public void happened(DestinationEvent event) {
                                                        host.wake(
                                                                () ->
                                                                        turns.happens(
                                                                                () ->
                                                                                        handle(
                                                                                                event)));
                                                    }

                                                    @Override
                                                    public void taken(boolean damaged) {
                                                        watcher.happened(
                                                                new Happening.FrameTaken(damaged));
                                                    }

                                                    @Override
                                                    public double partShare() {
                                                        return junction.hazards()
                                                                .lingering()
                                                                .share();
                                                    }
                                                }))
                        .toList();
        return streams;
    }

    /** The process dies, and a guest that it has with it. */
    void crash() {
        end();
        control = null;
        drop();
    }

    /** Nothing more is done: the process has died, or the driver has ended. */
    void end() {
        if (!ended) {
            ended = true;
            closeStreams();
            timer.stop();
            turns.end();
            engine.close();
        }
    }

    @Override
    public boolean act() {
        DestinationAction action = engine.poll();
        if (action != null) {
            perform(action);
        }
        return action != null;
    }

    @Override
    public void rests() {
        timer.set(engine.nextTimeoutNs());
    }

    private void perform(DestinationAction action) {
        switch (action) {
            case DestinationAction.Send a -> junction.sendToSource(a.message());
            case DestinationAction.Reserve a -> later(times.reserveNs(), () -> reserve(a.guest()));
            case DestinationAction.Disconnect a -> disconnect();
            case DestinationAction.CloseStreams a -> {
                closeStreams();
                attempt = a.attempt();
                // Behind what the streams have reported.
                host.wake(
                        () ->
                                turns.happens(
                                        () ->
                                                handle(
                                                        new DestinationEvent.StreamsClosed(
                                                                a.attempt()))));
            }
            case DestinationAction.LoadDeviceState a ->
                    withGuest(times.loadDevicesNs(), here -> load(here, a.state()));
            case DestinationAction.VerifyMemory a ->
                    withGuest(
                            present().memory().pageCount() * times.verifiedPageNs(),
                            here ->
                                    new DestinationEvent.MemoryVerified(
                                            PageHashes.digestOf(here.memory())));
            case DestinationAction.Append a -> append(a.record());
            case DestinationAction.ResumeGuest a -> withGuest(times.resumeNs(), this::resume);
            case DestinationAction.Announce a -> watcher.announced(host, present());
            case DestinationAction.Discard a -> discard();
            case DestinationAction.Finish a -> {}
        }
    }

    private interface Done {
        DestinationEvent event();
    }

    private interface Step {
        DestinationEvent event(SoftwareGuest here);
    }

    /** Something takes the guest a while; a guest that was discarded meanwhile does nothing. */
    private void withGuest(double ns, Step step) {
        turns.takes(
                ns,
                () -> {
                    SoftwareGuest here = guest;
                    if (here != null) {
                        handle(step.event(here));
                    }
                });
    }

    private void later(double ns, Done done) {
        turns.takes(ns, () -> handle(done.event()));
    }

    private DestinationEvent reserve(GuestDescription description) {
        try {
            SoftwareGuest reserved = host.guests().create(description);
            guest = reserved;
            return new DestinationEvent.GuestReserved(reserved);
        } catch (GuestException e) {
            return new DestinationEvent.ReserveFailed("setup", String.valueOf(e.getMessage()));
        }
    }

    private DestinationEvent load(SoftwareGuest here, byte[] state) {
        try {
            here.loadDeviceState(state);
            return new DestinationEvent.DevicesLoaded();
        } catch (GuestException e) {
            return new DestinationEvent.GuestFailed(String.valueOf(e.getMessage()));
        }
    }

    private DestinationEvent resume(SoftwareGuest here) {
        if (host.hazards().resumeFails()) {
            return new DestinationEvent.GuestFailed("no such vCPU");
        }
        here.resume();
        watcher.guestRuns(host, here);
        return new DestinationEvent.GuestResumed();
    }

    /** Half the time goes by before the record is written, half before that is known. */
    private void append(JournalRecord record) {
        turns.takes(
                times.journalNs() / 2.0,
                () -> {
                    DestinationEvent event = write(record);
                    later(times.journalNs() / 2.0, () -> event);
                });
    }

    private DestinationEvent write(JournalRecord record) {
        try {
            host.write(record, watcher);
            return new DestinationEvent.Appended();
        } catch (IOException e) {
            return new DestinationEvent.AppendFailed(String.valueOf(e.getMessage()));
        }
    }

    private void disconnect() {
        Connection old = control;
        control = null;
        if (old != null) {
            junction.breakOff(old, "closed by the destination");
        }
    }

    private void closeStreams() {
        attached = true; // none is taken before the engine asks for some
        streams.forEach(PageStreamIn::close);
        streams = List.of();
    }

    private void discard() {
        closeStreams();
        drop();
    }

    private void drop() {
        SoftwareGuest left = guest;
        guest = null;
        if (left != null) {
            watcher.guestStops(host, left);
            left.close();
        }
    }

    private SoftwareGuest present() {
        SoftwareGuest here = guest;
        if (here == null) {
            throw new IllegalStateException("no guest was reserved");
        }
        return here;
    }
}
