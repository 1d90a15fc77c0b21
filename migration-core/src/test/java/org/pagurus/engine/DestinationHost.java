package org.pagurus.engine;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.pagurus.engine.destination.DestinationAction;
import org.pagurus.engine.destination.DestinationEvent;
import org.pagurus.engine.destination.MigrationDestination;
import org.pagurus.engine.page.PageHashes;
import org.pagurus.engine.page.PageReceiver;
import org.pagurus.guest.GuestException;
import org.pagurus.journal.JournalRecord;
import org.pagurus.journal.MemoryJournal;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.protocol.ProtocolException;

/** Carries out the destination's actions on virtual time. It can crash and come back. */
final class DestinationHost implements AutoCloseable {
    final MemoryJournal journal = new MemoryJournal();
    MigrationDestination engine;
    SteppedGuest guest;
    boolean announced;
    boolean hasCrashed;

    /** The control stream that came last; null while there is none. */
    PairLink.Connection control;

    /** Frames that came for an earlier connection when a newer one had begun. */
    int lateFrames;

    /** The page streams of this attempt are taken, once. */
    private int attempt;

    private boolean attached;

    private final MigrationPair pair;
    private final MigrationToken token;
    private final Waits waits;

    DestinationHost(MigrationPair pair, MigrationToken token, Waits waits) {
        this.pair = pair;
        this.token = token;
        this.waits = waits;
        engine = MigrationDestination.begin(token, waits, pair.time.nowNs());
    }

    /** Whether the guest belongs here, by the journal. */
    boolean owns() {
        return !journal.guests().isEmpty();
    }

    /** Whether the guest is complete here, so that it outlives its source. */
    boolean holdsGuest() {
        return guest != null && (engine.isPrepared() || engine.isOwned());
    }

    boolean isGuestRunning() {
        return guest != null && guest.isRunning();
    }

    /** Forgets everything but the journal; a guest dies with its host. */
    void crash() {
        hasCrashed = true;
        discard();
        engine.close();
        control = null;
        engine =
                MigrationDestination.recall(
                        token, journal.last(token).orElse(null), true, waits, pair.time.nowNs());
    }

    void tick() {
        if (pair.time.nowNs() >= engine.nextTimeoutNs()) {
            engine.timeout(pair.time.nowNs());
            drive();
        }
    }

    void hears(DestinationEvent event) {
        engine.handle(event, pair.time.nowNs());
        if (event instanceof DestinationEvent.StreamsClosed closed && closed.attempt() == attempt) {
            attached = false;
        }
        drive();
    }

    /** A control stream replaces the one before. */
    void connected(PairLink.Connection fresh) {
        PairLink.Connection old = control;
        control = fresh;
        if (old != null) {
            pair.breakOff(old, "replaced by a newer one");
        }
        hears(new DestinationEvent.Connected());
    }

    /** The receivers for the page streams of an attempt; null when they are refused. */
    List<PageReceiver> attach(int attemptOfStreams) {
        if (attemptOfStreams != attempt || attached || engine.receivers().isEmpty()) {
            return null;
        }
        attached = true;
        return engine.receivers();
    }

    /** Takes what came on a page stream. */
    void receive(List<PageReceiver> receivers, int stream, MemorySegment frame) {
        if (guest == null) {
            return;
        }
        PageReceiver receiver = receivers.get(stream);
        boolean late = receivers != engine.receivers();
        try {
            if (receiver.receive(frame)) {
                hears(new DestinationEvent.StreamRoundEnded(receiver.roundEnd()));
            }
            if (late) {
                throw new AssertionError("a frame of an earlier connection was taken");
            }
        } catch (ProtocolException e) {
            if (late) {
                lateFrames++;
            } else {
                hears(new DestinationEvent.StreamFailed(e.field(), e.reason()));
            }
        }
    }

    /** The beginning of a frame has come: what of it goes to its places has gone there. */
    void receivePart(List<PageReceiver> receivers, int stream, MemorySegment frame, double share) {
        if (guest == null || receivers != engine.receivers()) {
            return;
        }
        try {
            List<MemorySegment> places = receivers.get(stream).places(frame);
            long bytes = places.stream().mapToLong(MemorySegment::byteSize).sum();
            long at = frame.byteSize() - bytes;
            long left = (long) (share * bytes);
            for (MemorySegment place : places) {
                long part = Math.min(left, place.byteSize());
                MemorySegment.copy(frame, at, place, 0, part);
                at += part;
                left -= part;
            }
        } catch (ProtocolException e) {
            throw new AssertionError(e);
        }
    }

    private void later(DestinationEvent event) {
        MigrationDestination asking = engine;
        pair.time.after(
                pair.stepNs(),
                () -> {
                    if (asking == engine) {
                        hears(event);
                    }
                });
    }

    private void drive() {
        for (DestinationAction action = engine.poll(); action != null; action = engine.poll()) {
            perform(action);
        }
    }

    private void perform(DestinationAction action) {
        switch (action) {
            case DestinationAction.Send a -> pair.sendToSource(a.message());
            case DestinationAction.Reserve a -> {
                guest = pair.emptyGuest();
                later(new DestinationEvent.GuestReserved(guest));
            }
            case DestinationAction.Disconnect a -> disconnect();
            case DestinationAction.CloseStreams a -> {
                attempt = a.attempt();
                attached = true; // none is taken before all are closed
                later(new DestinationEvent.StreamsClosed(a.attempt()));
            }
            case DestinationAction.LoadDeviceState a -> load(a.state());
            case DestinationAction.VerifyMemory a ->
                    later(new DestinationEvent.MemoryVerified(PageHashes.digestOf(guest.memory())));
            case DestinationAction.Append a -> later(append(a.record()));
            case DestinationAction.ResumeGuest a -> {
                if (pair.happens(pair.faults.resumeFails())) {
                    later(new DestinationEvent.GuestFailed("no such vCPU"));
                } else {
                    Memories.assertSame(pair.source.memoryAtPause, guest.memory());
                    guest.resume();
                    later(new DestinationEvent.GuestResumed());
                }
            }
            case DestinationAction.Announce a -> announced = true;
            case DestinationAction.Discard a -> discard();
            case DestinationAction.Finish a -> {}
        }
    }

    private void disconnect() {
        PairLink.Connection old = control;
        control = null;
        if (old != null) {
            pair.breakOff(old, "closed by the destination");
        }
    }

    private void discard() {
        if (guest != null) {
            guest.close();
            guest = null;
        }
    }

    private void load(byte[] state) {
        try {
            guest.loadDeviceState(state);
            later(new DestinationEvent.DevicesLoaded());
        } catch (GuestException e) {
            later(new DestinationEvent.GuestFailed(e.getMessage()));
        }
    }

    private DestinationEvent append(JournalRecord record) {
        if (pair.happens(pair.faults.destinationJournalFails())) {
            return new DestinationEvent.AppendFailed("disk full");
        }
        try {
            journal.append(record);
            return new DestinationEvent.Appended();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        discard();
        engine.close();
    }
}
