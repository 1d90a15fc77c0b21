package org.pagurus.engine;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.Consumer;
import org.pagurus.engine.page.PageHashes;
import org.pagurus.engine.page.PageSender;
import org.pagurus.engine.source.Aftermath;
import org.pagurus.engine.source.MigrationSource;
import org.pagurus.engine.source.SourceAction;
import org.pagurus.engine.source.SourceEvent;
import org.pagurus.journal.JournalRecord;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.journal.MemoryJournal;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.protocol.PageFrame;
import org.pagurus.report.MigrationReport;

/** Carries out the source's actions on virtual time. */
final class SourceHost implements AutoCloseable {
    /** What a host must not do; a test makes it do so to see that it is found. */
    enum Bug {
        NONE,
        /** It lets a guest that was released run on when the destination cannot be asked. */
        RESUMES_IN_DOUBT,
        /** It boots a guest again after a restart without asking what became of it. */
        BOOTS_WITHOUT_ASKING
    }

    SteppedGuest guest;
    final MigrationSource engine;
    final MemoryJournal journal = new MemoryJournal();
    MigrationReport report;
    byte[] memoryAtPause;
    boolean wasInDoubt;
    boolean hasCrashed;

    /** Whether the guest was announced here when it came back. */
    boolean announced;

    Bug bug = Bug.NONE;
    Consumer<SourceAction.RoundCompleted> watcher = completed -> {};

    private final MigrationPair pair;
    private final int streams;

    /** Frames of each stream that may be on their way at a time. */
    int framesAhead = 1;

    /** Which it counts on; null while there is none. */
    PairLink.Connection connection;

    private final MemorySegment frame = Arena.ofAuto().allocate(PageFrame.MAX_BYTES, 8);

    /** Counts the sets of page streams; frames of an abandoned set are not sent any more. */
    private int streamGeneration;

    /** Counts the tries to reconnect: only the latest reports. */
    private int reconnects;

    /** Once nobody drives the migration any more; null before. */
    private SourceRecovery recovery;

    SourceHost(MigrationPair pair, MigrationToken token, SteppedGuest guest, MigrationOptions o) {
        this.pair = pair;
        this.guest = guest;
        streams = o.streams();
        engine = new MigrationSource(token, guest, pair.compression, o);
        write(JournalRecord.of(Step.STARTED, JournalRecord.NO_MIGRATION, guest.description()));
        write(JournalRecord.of(Step.LEAVING, token, guest.description()));
    }

    void start() {
        engine.start(pair.time.nowNs());
        drive();
    }

    void tick() {
        if (recovery != null) {
            recovery.tick();
        } else if (pair.time.nowNs() >= engine.nextTimeoutNs()) {
            engine.timeout(pair.time.nowNs());
            drive();
        }
    }

    void hears(SourceEvent event) {
        if (recovery != null) {
            recovery.hears(event);
            return;
        }
        engine.handle(event, pair.time.nowNs());
        drive();
    }

    private void later(SourceEvent event) {
        pair.time.after(
                pair.stepNs(),
                () -> {
                    if (recovery == null) {
                        hears(event);
                    }
                });
    }

    /**
     * Loses all but its journal. It is there again some time later.
     *
     * @param restartNs how much later
     */
    void crash(long restartNs) {
        hasCrashed = true;
        abandon(restartNs);
        guest.close();
        pair.cut();
        connection = null;
        if (bug == Bug.BOOTS_WITHOUT_ASKING) {
            guest = pair.emptyGuest();
            guest.boot();
        }
    }

    /** The driver has ended; what its journal leaves open is asked for from now on. */
    void conclude() {
        Aftermath aftermath = Aftermath.of(lastStep(), guest.isClosed(), engine.mayBePrepared());
        if (aftermath == Aftermath.KEPT && !pair.happens(pair.faults.sourceJournalFails())) {
            write(last().then(Step.KEPT, 0));
        }
        abandon(0);
        disconnect();
    }

    private void abandon(long recoverAfterNs) {
        if (recovery == null) {
            engine.close();
        }
        streamGeneration++;
        reconnects++;
        recovery = new SourceRecovery(pair, this, recoverAfterNs);
    }

    /** Whether the engine drives the migration. */
    boolean isDriven() {
        return recovery == null;
    }

    /** What the journal says of the migration. */
    JournalRecord last() {
        return journal.last(engine.token()).orElseThrow();
    }

    Step lastStep() {
        return last().step();
    }

    /** Whether the guest belongs here, by the journal. */
    boolean owns() {
        return journal.guests().stream().anyMatch(place -> place.step().bringsGuest());
    }

    boolean isDown() {
        return owns() && guest.isClosed();
    }

    void takeBack() {
        if (!guest.isClosed()) {
            guest.resume();
        }
    }

    private void drive() {
        for (SourceAction action = engine.poll();
                action != null && recovery == null;
                action = engine.poll()) {
            if (report != null) {
                throw new AssertionError(action + " behind Finish");
            }
            perform(action);
        }
        wasInDoubt |= engine.isInDoubt();
    }

    private void perform(SourceAction action) {
        switch (action) {
            case SourceAction.Send a -> pair.sendToDestination(a.message());
            case SourceAction.OpenStreams a -> openStreams(a.attempt());
            case SourceAction.SendRound a -> sendRound();
            case SourceAction.StartDirtyLog a -> {
                guest.dirtyLog().start();
                pair.deliveriesAtFirstRound = pair.deliveries;
            }
            case SourceAction.StopDirtyLog a -> guest.dirtyLog().stop();
            case SourceAction.AbandonStreams a -> streamGeneration++;
            case SourceAction.Harvest a ->
                    later(new SourceEvent.Harvested(guest.dirtyLog().harvest(a.dirty())));
            case SourceAction.RoundCompleted a -> watcher.accept(a);
            case SourceAction.Throttle a -> guest.throttle(a.percent());
            case SourceAction.PauseGuest a -> {
                long beganNs = pair.time.nowNs();
                guest.pause();
                pair.deliveriesAtPause = pair.deliveries;
                pair.framesAtPause = pair.frames;
                memoryAtPause = Memories.copy(guest.memory());
                later(new SourceEvent.GuestPaused(beganNs));
            }
            case SourceAction.SaveDeviceState a ->
                    later(new SourceEvent.DeviceStateSaved(guest.saveDeviceState()));
            case SourceAction.VerifyMemory a ->
                    later(new SourceEvent.MemoryVerified(PageHashes.digestOf(guest.memory())));
            case SourceAction.Append a -> later(append(a.record()));
            case SourceAction.ResumeGuest a -> {
                guest.resume();
                later(new SourceEvent.GuestResumed());
            }
            case SourceAction.Announce a -> announced = true;
            case SourceAction.Reconnect a -> {
                if (bug == Bug.RESUMES_IN_DOUBT && engine.isInDoubt()) {
                    guest.resume();
                }
                int attempt = ++reconnects;
                disconnect();
                pair.time.after(
                        a.delayNs(),
                        () -> {
                            if (attempt == reconnects) {
                                pair.reconnect();
                            }
                        });
            }
            case SourceAction.Audit a ->
                    later(
                            new SourceEvent.Audited(
                                    engine.hashes().countDifferences(guest.memory())));
            case SourceAction.DropGuest a -> guest.close();
            case SourceAction.Finish a -> {
                report = a.report();
                reconnects++; // whoever still tries to connect stops
            }
        }
    }

    void disconnect() {
        PairLink.Connection old = connection;
        connection = null;
        if (old != null) {
            pair.breakOff(old, "closed by the source");
        }
    }

    private void openStreams(int attempt) {
        PairLink.Connection of = connection;
        pair.openStreams(
                of,
                attempt,
                taken -> {
                    if (taken) {
                        hears(new SourceEvent.StreamsOpened());
                    } else {
                        hears(new SourceEvent.ConnectionLost("page streams were refused"));
                    }
                });
    }

    private void sendRound() {
        for (int i = 0; i < streams; i++) {
            pull(new Sending(i, streamGeneration, connection), framesAhead);
        }
    }

    /** A stream's share of a round over one connection. */
    private static final class Sending {
        final int stream;
        final int generation;
        final PairLink.Connection connection;
        boolean finished;

        Sending(int stream, int generation, PairLink.Connection connection) {
            this.stream = stream;
            this.generation = generation;
            this.connection = connection;
        }
    }

    /** A stream asks for so many frames, and for another when one has arrived. */
    private void pull(Sending sending, int count) {
        if (recovery != null) {
            return;
        }
        PageSender sender = engine.senders().get(sending.stream);
        for (int i = 0; i < count; i++) {
            if (sending.generation != streamGeneration || sending.finished) {
                return;
            }
            MemorySegment sent = sender.fill(frame);
            if (sent.byteSize() == 0) {
                sending.finished = true;
                hears(new SourceEvent.StreamFinished(sending.stream, sender.tally()));
                return;
            }
            byte[] bytes = sent.toArray(ValueLayout.JAVA_BYTE);
            pair.sendFrame(sending.connection, sending.stream, bytes, () -> pull(sending, 1));
        }
    }

    private SourceEvent append(JournalRecord record) {
        if (pair.happens(pair.faults.sourceJournalFails())) {
            return new SourceEvent.AppendFailed("disk full");
        }
        pair.sourceAppends(record.step(), false);
        if (recovery == null) {
            write(record);
            pair.sourceAppends(record.step(), true);
        }
        return new SourceEvent.Appended();
    }

    private void write(JournalRecord record) {
        try {
            journal.append(record);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        guest.close();
        if (recovery == null) {
            engine.close();
        }
    }
}
