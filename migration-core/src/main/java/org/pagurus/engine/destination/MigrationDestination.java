package org.pagurus.engine.destination;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.pagurus.engine.Waits;
import org.pagurus.engine.destination.DestinationAction.Append;
import org.pagurus.engine.destination.DestinationState.Completing;
import org.pagurus.engine.destination.DestinationState.Idle;
import org.pagurus.engine.destination.DestinationState.Owned;
import org.pagurus.engine.destination.DestinationState.Owning;
import org.pagurus.engine.destination.DestinationState.Prepared;
import org.pagurus.engine.destination.DestinationState.Receiving;
import org.pagurus.engine.destination.DestinationState.Refused;
import org.pagurus.engine.destination.DestinationState.Refusing;
import org.pagurus.engine.destination.DestinationState.Reserving;
import org.pagurus.engine.destination.DestinationState.Resuming;
import org.pagurus.engine.destination.DestinationState.Unknown;
import org.pagurus.engine.destination.DestinationState.Verifying;
import org.pagurus.engine.page.PageHashes;
import org.pagurus.engine.page.PageReceiver;
import org.pagurus.engine.page.PageReceiver.RoundEnd;
import org.pagurus.engine.page.StreamMap;
import org.pagurus.guest.DeviceState;
import org.pagurus.guest.Guest;
import org.pagurus.guest.GuestDescription;
import org.pagurus.journal.JournalRecord;
import org.pagurus.memory.PageBitmap;
import org.pagurus.protocol.ControlMessages;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.protocol.ProtocolException;
import org.pagurus.protocol.wire.Cancelled;
import org.pagurus.protocol.wire.ClockReply;
import org.pagurus.protocol.wire.ControlMessage;
import org.pagurus.protocol.wire.Failed;
import org.pagurus.protocol.wire.LastRoundEnd;
import org.pagurus.protocol.wire.Ownership;
import org.pagurus.protocol.wire.Reserved;
import org.pagurus.protocol.wire.RoundReceived;
import org.pagurus.protocol.wire.Running;
import org.pagurus.protocol.wire.Setup;
import org.pagurus.protocol.wire.Standing;
import org.pagurus.protocol.wire.Verify;

/**
 * The destination's side of a migration. What comes from the source is hostile until it is checked.
 *
 * <p>No sockets, no clock, no threads: it is told events and the time, and asked for actions and
 * for when it wants to be called next. Owner: one thread, the driver's.
 *
 * <p>What holds whatever comes: the guest is resumed only after OWNED is in the journal, and that
 * only after the source's release of a guest that was complete and checked here; once a refusal was
 * given, no release revives the guest.
 */
public final class MigrationDestination {
    private static final long NEVER = Long.MAX_VALUE;

    private final MigrationToken token;
    private final Waits waits;
    private final Queue<DestinationAction> actions = new ArrayDeque<>();

    private DestinationState state;
    private String guestName = "";
    private boolean verifyFull;
    private int streams;
    private @Nullable PageHashes hashes;
    private List<PageReceiver> receivers = List.of();
    private boolean connected = true;
    private boolean finished;
    private long lastHeardNs;
    private @Nullable LastRoundEnd lastRoundEnd;
    private boolean devicesLoaded;
    private long devicesStartedNs;
    private long deviceLoadNs;

    private MigrationDestination(
            MigrationToken token, Waits waits, DestinationState state, long nowNs) {
        this.token = token;
        this.waits = waits;
        this.state = state;
        this.lastHeardNs = nowNs;
    }

    /** For a migration that begins: its setup is the first message to come. */
    public static MigrationDestination begin(MigrationToken token, Waits waits, long nowNs) {
        return new MigrationDestination(token, waits, new Idle(), nowNs);
    }

    /**
     * For a token that this host does not know, or knows from its journal alone; it has no guest
     * for it.
     */
    public static MigrationDestination recall(
            MigrationToken token, JournalRecord.@Nullable Step journaled, Waits waits, long nowNs) {
        DestinationState state =
                journaled == JournalRecord.Step.REFUSED ? new Refused() : new Unknown();
        return new MigrationDestination(token, waits, state, nowNs);
    }

    public MigrationToken token() {
        return token;
    }

    /** One for each page stream, once the guest is reserved. */
    public List<PageReceiver> receivers() {
        return receivers;
    }

    /**
     * Whether the guest is complete here and waits for the release: then it must not be forgotten.
     */
    public boolean isPrepared() {
        return state instanceof Prepared || state instanceof Owning || state instanceof Resuming;
    }

    public boolean isOwned() {
        return state instanceof Owned;
    }

    public @Nullable DestinationAction poll() {
        return actions.poll();
    }

    /** When {@link #timeout} wants to be called; {@link Long#MAX_VALUE} for never. */
    public long nextTimeoutNs() {
        return mayForget() ? lastHeardNs + waits.silenceNs() : NEVER;
    }

    /** Time has passed. */
    public void timeout(long nowNs) {
        if (nowNs >= nextTimeoutNs()) {
            fail("link", "no word from the source for " + waits.silenceNs() / 1_000_000_000 + " s");
        }
    }

    /** Something has happened. */
    public void handle(DestinationEvent event, long nowNs) {
        switch (event) {
            case DestinationEvent.Received e -> received(e.message(), nowNs);
            case DestinationEvent.GuestReserved e -> guestReserved(e.guest());
            case DestinationEvent.ReserveFailed e -> fail(e.field(), e.reason());
            case DestinationEvent.StreamRoundEnded e -> streamRoundEnded(e.end(), nowNs);
            case DestinationEvent.StreamFailed e -> fail(e.field(), e.reason());
            case DestinationEvent.DevicesLoaded e -> devicesLoaded(nowNs);
            case DestinationEvent.MemoryVerified e -> memoryVerified(e.digest(), nowNs);
            case DestinationEvent.Appended e -> appended(nowNs);
            case DestinationEvent.AppendFailed e -> appendFailed(e.reason());
            case DestinationEvent.GuestResumed e -> guestResumed(nowNs);
            case DestinationEvent.GuestFailed e -> fail("guest", e.reason());
            case DestinationEvent.Connected e -> {
                connected = true;
                lastHeardNs = nowNs;
            }
            case DestinationEvent.ConnectionLost e -> connectionLost(e.reason());
        }
    }

    private void received(ControlMessage message, long nowNs) {
        lastHeardNs = nowNs;
        switch (message.getBodyCase()) {
            case SETUP -> setup(message.getSetup());
            case CLOCK_PROBE -> clockProbe(message, nowNs);
            case ROUND_END ->
                    roundEnd(message.getRoundEnd().getRound(), message.getRoundEnd().getPages());
            case SAVED_DEVICES -> savedDevices(message, nowNs);
            case LAST_ROUND_END -> lastRoundEnd(message.getLastRoundEnd(), nowNs);
            case RELEASE -> release(nowNs);
            case DONE -> done();
            case CANCEL -> cancel(ControlMessages.reason(message.getCancel().getReason()));
            case QUERY -> query();
            default -> unexpected(message.getBodyCase().name());
        }
    }

    private void clockProbe(ControlMessage message, long nowNs) {
        send(
                message()
                        .setClockReply(
                                ClockReply.newBuilder()
                                        .setProbeSentNs(message.getClockProbe().getSentNs())
                                        .setReceivedNs(nowNs)
                                        .setSentNs(nowNs)));
    }

    // Stages 0 and 1: initialise and reserve.

    private void setup(Setup setup) {
        if (!(state instanceof Idle)) {
            unexpected("SETUP");
            return;
        }
        try {
            GuestDescription guest = ControlMessages.guest(setup);
            guestName = guest.name();
            streams = setup.getStreams();
            verifyFull = setup.getVerify() == Verify.VERIFY_FULL;
            state = new Reserving();
            actions.add(new DestinationAction.Reserve(guest, streams));
        } catch (ProtocolException e) {
            fail(e.field(), e.reason());
        }
    }

    private void guestReserved(Guest guest) {
        if (!(state instanceof Reserving)) {
            actions.add(
                    new DestinationAction.Discard(
                            "the migration ended while its guest was being reserved"));
            return;
        }
        long pages = guest.memory().pageCount();
        StreamMap map = new StreamMap(streams);
        PageHashes table = new PageHashes(pages, streams);
        PageBitmap written = new PageBitmap(pages);
        List<PageReceiver> all = new ArrayList<>();
        for (int stream = 0; stream < streams; stream++) {
            all.add(new PageReceiver(stream, map, guest.memory(), table, written));
        }
        hashes = table;
        receivers = List.copyOf(all);
        state = new Receiving(0, streams, 0, -1);
        send(message().setReserved(Reserved.getDefaultInstance()));
    }

    // Stage 2: rounds come in.

    private void streamRoundEnded(RoundEnd end, long nowNs) {
        if (!(state instanceof Receiving s)) {
            return; // the migration has failed meanwhile
        }
        if (end.round() != s.round()) {
            fail(
                    "frame.round",
                    "stream "
                            + end.stream()
                            + " ended round "
                            + end.round()
                            + " in round "
                            + s.round());
            return;
        }
        Receiving next =
                new Receiving(
                        s.round(),
                        s.streamsLeft() - 1,
                        s.pages() + end.pages(),
                        s.announcedPages());
        state = next;
        if (next.streamsLeft() > 0) {
            return;
        }
        if (end.last()) {
            complete(new Completing(s.round(), next.pages()), nowNs);
        } else {
            roundComplete(next);
        }
    }

    private void roundEnd(int round, long pages) {
        if (state instanceof Receiving s && s.round() == round && s.announcedPages() < 0) {
            Receiving next = new Receiving(round, s.streamsLeft(), s.pages(), pages);
            state = next;
            roundComplete(next);
        } else {
            unexpected("ROUND_END of round " + round);
        }
    }

    private void roundComplete(Receiving s) {
        if (s.streamsLeft() > 0 || s.announcedPages() < 0) {
            return;
        }
        if (s.pages() != s.announcedPages()) {
            fail("roundEnd.pages", "expected " + s.pages() + " but found " + s.announcedPages());
            return;
        }
        state = new Receiving(s.round() + 1, streams, 0, -1);
        send(message().setRoundReceived(RoundReceived.newBuilder().setRound(s.round())));
    }

    // Stage 3: the last pages and the device state, in any order, for they travel on different
    // streams.

    private void savedDevices(ControlMessage message, long nowNs) {
        byte[] saved = message.getSavedDevices().getState().toByteArray();
        if (saved.length > DeviceState.MAX_BYTES) {
            fail(
                    "savedDevices.state",
                    "expected up to " + DeviceState.MAX_BYTES + " bytes but found " + saved.length);
        } else if (devicesStartedNs == 0
                && (state instanceof Receiving || state instanceof Completing)) {
            devicesStartedNs = Math.max(1, nowNs);
            actions.add(new DestinationAction.LoadDeviceState(saved));
        } else {
            unexpected("SAVED_DEVICES");
        }
    }

    private void devicesLoaded(long nowNs) {
        deviceLoadNs = nowNs - devicesStartedNs;
        devicesLoaded = true;
        if (state instanceof Completing s) {
            complete(s, nowNs);
        }
    }

    private void lastRoundEnd(LastRoundEnd message, long nowNs) {
        if (lastRoundEnd == null && (state instanceof Receiving || state instanceof Completing)) {
            lastRoundEnd = message;
            if (state instanceof Completing s) {
                complete(s, nowNs);
            }
        } else {
            unexpected("LAST_ROUND_END");
        }
    }

    private void complete(Completing s, long nowNs) {
        state = s;
        LastRoundEnd word = lastRoundEnd;
        if (word == null || !devicesLoaded) {
            return;
        }
        PageHashes table = hashes;
        if (table == null) {
            throw new IllegalStateException("no guest in " + state);
        }
        if (word.getRound() != s.round() || word.getPages() != s.pages()) {
            fail(
                    "lastRoundEnd.pages",
                    "expected "
                            + s.pages()
                            + " in round "
                            + s.round()
                            + " but found "
                            + word.getPages()
                            + " in round "
                            + word.getRound());
        } else if (word.getDigest() != table.digest()) {
            fail("lastRoundEnd.digest", "the memories differ");
        } else if (verifyFull) {
            state = new Verifying(nowNs);
            actions.add(new DestinationAction.VerifyMemory());
        } else {
            prepared(0);
        }
    }

    private void memoryVerified(long digest, long nowNs) {
        if (!(state instanceof Verifying s) || lastRoundEnd == null) {
            return;
        }
        if (digest != lastRoundEnd.getDigest()) {
            fail("lastRoundEnd.digest", "memory read again differs from the source's");
        } else {
            prepared(nowNs - s.startedNs());
        }
    }

    private void prepared(long verifyNs) {
        state = new Prepared();
        send(
                message()
                        .setPrepared(
                                org.pagurus.protocol.wire.Prepared.newBuilder()
                                        .setDeviceLoadNs(deviceLoadNs)
                                        .setDigestNs(verifyNs)));
    }

    // Stages 4 and 5: commit and activate.

    private void release(long nowNs) {
        switch (state) {
            case Prepared s -> {
                state = new Owning(nowNs);
                actions.add(new Append(record(JournalRecord.Step.OWNED)));
            }
            case Owning s -> {} // it comes again when the connection was lost meanwhile
            case Resuming s -> {}
            case Owned s -> send(message().setRunning(s.running()));
            case Unknown s -> refuse();
            case Refusing s -> {}
            case Refused s -> stand(Ownership.OWNERSHIP_REFUSED);
            default -> unexpected("RELEASE");
        }
    }

    private void appended(long nowNs) {
        switch (state) {
            case Owning s -> {
                state = new Resuming(nowNs - s.startedNs(), nowNs);
                actions.add(new DestinationAction.ResumeGuest());
            }
            case Refusing s -> {
                state = new Refused();
                stand(Ownership.OWNERSHIP_REFUSED);
            }
            default -> throw new IllegalStateException("Appended in " + state);
        }
    }

    private void appendFailed(String reason) {
        // Nothing is decided: the source will ask again, and then it is tried again.
        switch (state) {
            case Owning s -> state = new Prepared();
            case Refusing s -> state = new Unknown();
            default -> throw new IllegalStateException("AppendFailed in " + state + ": " + reason);
        }
    }

    private void guestResumed(long nowNs) {
        if (!(state instanceof Resuming s)) {
            throw new IllegalStateException("GuestResumed in " + state);
        }
        Running running =
                Running.newBuilder()
                        .setResumedAtNs(nowNs)
                        .setJournalNs(s.journalNs())
                        .setResumeNs(nowNs - s.startedNs())
                        .build();
        state = new Owned(running);
        actions.add(new DestinationAction.Announce());
        send(message().setRunning(running));
        finish(true, "the guest runs here");
    }

    private void done() {
        if (!(state instanceof Owned)) {
            unexpected("DONE");
        }
    }

    // Questions and bad news.

    private void query() {
        switch (state) {
            case Prepared s -> stand(Ownership.OWNERSHIP_PREPARED);
            case Owned s -> send(message().setRunning(s.running()));
            case Owning s -> stand(Ownership.OWNERSHIP_OWNED);
            case Resuming s -> stand(Ownership.OWNERSHIP_OWNED);
            case Unknown s -> refuse();
            case Refusing s -> {}
            case Refused s -> stand(Ownership.OWNERSHIP_REFUSED);
            default -> unexpected("QUERY");
        }
    }

    private void refuse() {
        state = new Refusing();
        actions.add(new Append(record(JournalRecord.Step.REFUSED)));
    }

    private void stand(Ownership ownership) {
        send(message().setStanding(Standing.newBuilder().setOwnership(ownership)));
    }

    private void cancel(String reason) {
        if (mayForget() || state instanceof Prepared) {
            discard("cancelled by the source: " + reason);
        } else if (!(state instanceof Unknown || state instanceof Refused)) {
            unexpected("CANCEL");
            return;
        }
        send(message().setCancelled(Cancelled.getDefaultInstance()));
    }

    private void connectionLost(String reason) {
        connected = false;
        if (mayForget()) {
            discard("connection to the source was lost: " + reason);
        }
    }

    private void unexpected(String what) {
        fail("control.body", what + " may not come in state " + state.getClass().getSimpleName());
    }

    /**
     * Something is wrong on this side or with what came: while that is safe, the guest is forgotten
     * and the source told.
     */
    private void fail(String field, String reason) {
        if (mayForget()) {
            discard(field + ": " + reason);
            send(
                    message()
                            .setFailed(
                                    Failed.newBuilder()
                                            .setField(field)
                                            .setReason(ControlMessages.reason(reason))));
        }
    }

    /** Whether no release can have been given, so that forgetting the guest loses nothing. */
    private boolean mayForget() {
        return switch (state) {
            case Idle s -> true;
            case Reserving s -> true;
            case Receiving s -> true;
            case Completing s -> true;
            case Verifying s -> true;
            default -> false;
        };
    }

    private void discard(String reason) {
        state = new Unknown();
        actions.add(new DestinationAction.Discard(reason));
        finish(false, reason);
    }

    private void finish(boolean owned, String reason) {
        if (!finished) {
            finished = true;
            actions.add(new DestinationAction.Finish(owned, reason));
        }
    }

    /**
     * Gives back the table of hashes. Called by the driver when no stream's thread uses it any
     * more.
     */
    public void close() {
        if (hashes != null) {
            hashes.close();
            hashes = null;
        }
    }

    private JournalRecord record(JournalRecord.Step step) {
        return new JournalRecord(token, guestName, step);
    }

    private void send(ControlMessage.Builder message) {
        if (connected) {
            actions.add(new DestinationAction.Send(message.build()));
        }
    }

    private ControlMessage.Builder message() {
        return ControlMessage.newBuilder().setToken(token.toBytes());
    }
}
