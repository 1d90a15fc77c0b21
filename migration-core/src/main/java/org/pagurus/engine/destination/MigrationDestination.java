package org.pagurus.engine.destination;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pagurus.engine.Waits;
import org.pagurus.engine.destination.DestinationState.Away;
import org.pagurus.engine.destination.DestinationState.Completing;
import org.pagurus.engine.destination.DestinationState.Idle;
import org.pagurus.engine.destination.DestinationState.Owned;
import org.pagurus.engine.destination.DestinationState.Owning;
import org.pagurus.engine.destination.DestinationState.Prepared;
import org.pagurus.engine.destination.DestinationState.Receiving;
import org.pagurus.engine.destination.DestinationState.Refused;
import org.pagurus.engine.destination.DestinationState.Rejoining;
import org.pagurus.engine.destination.DestinationState.Resuming;
import org.pagurus.engine.destination.DestinationState.Unknown;
import org.pagurus.engine.destination.DestinationState.Verifying;
import org.pagurus.engine.page.PageReceiver;
import org.pagurus.journal.JournalRecord;
import org.pagurus.protocol.ControlMessages;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.protocol.wire.Cancelled;
import org.pagurus.protocol.wire.ClockProbe;
import org.pagurus.protocol.wire.ClockReply;
import org.pagurus.protocol.wire.ControlMessage;
import org.pagurus.protocol.wire.Resume;
import org.pagurus.protocol.wire.RoundEnd;
import org.pagurus.protocol.wire.Running;

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

    private final DestinationContext context;
    private final Rejection rejection;
    private final Reservation reservation;
    private final Completion completion;
    private final Rounds rounds;
    private final Rejoin rejoin;
    private final Claim claim;

    private DestinationState state;
    private long lastHeardNs;

    private MigrationDestination(
            MigrationToken token, Waits waits, DestinationState state, long nowNs) {
        context = new DestinationContext(token, waits);
        rejection = new Rejection(context);
        reservation = new Reservation(context, rejection);
        completion = new Completion(context, rejection);
        rounds = new Rounds(context, completion, rejection);
        rejoin = new Rejoin(context, rejection);
        claim = new Claim(context, rejection);
        this.state = state;
        this.lastHeardNs = nowNs;
    }

    /** For a migration that begins: its setup is the first message to come. */
    public static MigrationDestination begin(MigrationToken token, Waits waits, long nowNs) {
        return new MigrationDestination(token, waits, new Idle(), nowNs);
    }

    /**
     * For a migration that this host knows from its journal alone.
     *
     * @param last what the journal says of it; null for nothing
     * @param guestGone whether a guest that came by this migration is lost, and was not booted
     *     again: then the source may have it back
     */
    public static MigrationDestination recall(
            MigrationToken token,
            @Nullable JournalRecord last,
            boolean guestGone,
            Waits waits,
            long nowNs) {
        DestinationState state = last == null ? new Unknown() : recalled(last.step(), guestGone);
        MigrationDestination recalled = new MigrationDestination(token, waits, state, nowNs);
        recalled.context.guest = last == null ? null : last.guest();
        return recalled;
    }

    private static DestinationState recalled(JournalRecord.Step last, boolean guestGone) {
        return switch (last) {
            case REFUSED -> new Refused();
            case CONFIRMED -> new Owned(Running.getDefaultInstance(), true);
            case OWNED ->
                    guestGone ? new Unknown() : new Owned(Running.getDefaultInstance(), false);
            default -> new Unknown();
        };
    }

    public MigrationToken token() {
        return context.token;
    }

    /** One for each page stream, once the guest is reserved. */
    public List<PageReceiver> receivers() {
        return context.receivers;
    }

    /**
     * Whether the guest is complete here and waits for the release: then it must not be forgotten.
     */
    public boolean isPrepared() {
        return state instanceof Prepared || state instanceof Owning || state instanceof Resuming;
    }

    /** Whether the connection is lost and the source may come back. */
    public boolean isAway() {
        return state instanceof Away;
    }

    public boolean isOwned() {
        return state instanceof Owned;
    }

    /** The next thing to do, or null when there is nothing now. */
    public @Nullable DestinationAction poll() {
        return context.poll();
    }

    /** When {@link #timeout} wants to be called; {@link Long#MAX_VALUE} for never. */
    public long nextTimeoutNs() {
        if (state instanceof Away s) {
            return s.untilNs();
        }
        return state.mayForget() ? lastHeardNs + context.waits.silenceNs() : NEVER;
    }

    /** Time has passed. */
    public void timeout(long nowNs) {
        if (nowNs < nextTimeoutNs()) {
            return;
        }
        String silence =
                "no word from the source for " + context.waits.silenceNs() / 1_000_000_000 + " s";
        state =
                switch (state) {
                    case Away s -> rejoin.expired();
                    case Receiving s when context.reconnectNs > 0 -> rejoin.lost(s, silence, nowNs);
                    case Rejoining s -> rejoin.lost(s.round(), silence, nowNs);
                    default -> rejection.fail(state, "link", silence);
                };
    }

    /** Something has happened. */
    public void handle(DestinationEvent event, long nowNs) {
        state = next(event, nowNs);
    }

    /** Where it stands. */
    DestinationState state() {
        return state;
    }

    /**
     * Gives back the table of hashes. Called by the driver when no stream's thread uses it any
     * more.
     */
    public void close() {
        context.receivers.forEach(PageReceiver::close);
        context.receivers = List.of();
        if (context.hashes != null) {
            context.hashes.close();
            context.hashes = null;
        }
    }

    /** The state behind an event. What completes late, after a failure, changes nothing. */
    private DestinationState next(DestinationEvent event, long nowNs) {
        return switch (event) {
            case DestinationEvent.Received e -> received(e.message(), nowNs);
            case DestinationEvent.GuestReserved e -> reservation.guestReserved(state, e.guest());
            case DestinationEvent.ReserveFailed e -> rejection.fail(state, e.field(), e.reason());
            case DestinationEvent.StreamRoundEnded e -> streamRoundEnded(e.end(), nowNs);
            case DestinationEvent.StreamsClosed e ->
                    state instanceof Rejoining s && s.attempt() == e.attempt()
                            ? rejoin.streamsClosed(s)
                            : state;
            case DestinationEvent.StreamFailed e -> rejection.fail(state, e.field(), e.reason());
            case DestinationEvent.DevicesLoaded e -> completion.devicesLoaded(state, nowNs);
            case DestinationEvent.MemoryVerified e ->
                    state instanceof Verifying s
                            ? completion.memoryVerified(s, e.digest(), nowNs)
                            : state;
            case DestinationEvent.Appended e -> claim.appended(state, nowNs);
            case DestinationEvent.AppendFailed e -> claim.appendFailed(state, e.reason());
            case DestinationEvent.GuestResumed e -> {
                if (!(state instanceof Resuming s)) {
                    throw new IllegalStateException("GuestResumed in " + state);
                }
                yield claim.guestResumed(s, nowNs);
            }
            case DestinationEvent.GuestFailed e ->
                    state instanceof Resuming
                            ? claim.guestNotResumed(e.reason())
                            : rejection.fail(state, "guest", e.reason());
            case DestinationEvent.Connected e -> {
                lastHeardNs = nowNs;
                yield state;
            }
            case DestinationEvent.ConnectionLost e -> connectionLost(e.reason(), nowNs);
        };
    }

    private DestinationState connectionLost(String reason, long nowNs) {
        return switch (state) {
            case Receiving s -> rejoin.lost(s, reason, nowNs);
            case Rejoining s -> rejoin.lost(s.round(), reason, nowNs);
            case Away s -> s;
            default ->
                    state.mayForget()
                            ? rejection.discard("connection to the source was lost: " + reason)
                            : state;
        };
    }

    /** What a stream had reported before its connection was lost counts as well. */
    private DestinationState streamRoundEnded(PageReceiver.RoundEnd end, long nowNs) {
        return switch (state) {
            case Receiving s -> rounds.streamEnded(s, end, nowNs);
            case Away s ->
                    around(
                            rounds.streamEnded(s.round(), end, nowNs),
                            round -> new Away(round, s.untilNs()));
            case Rejoining s ->
                    around(
                            rounds.streamEnded(s.round(), end, nowNs),
                            round -> new Rejoining(round, s.attempt()));
            default -> state;
        };
    }

    private static DestinationState around(
            DestinationState next, Function<Receiving, DestinationState> state) {
        return next instanceof Receiving round ? state.apply(round) : next;
    }

    private DestinationState received(ControlMessage message, long nowNs) {
        lastHeardNs = nowNs;
        String name = message.getBodyCase().name();
        if (!message.getToken().equals(context.tokenBytes)) {
            return rejection.unexpected(state, name + " of another migration");
        }
        return switch (message.getBodyCase()) {
            case SETUP ->
                    state instanceof Idle s
                            ? reservation.setup(s, message.getSetup())
                            : rejection.unexpectedQuestion(state, name);
            case CLOCK_PROBE -> clockProbe(message.getClockProbe(), nowNs);
            case RESUME -> resume(message.getResume());
            case ROUND_END -> roundEnd(message.getRoundEnd());
            case SAVED_DEVICES ->
                    state instanceof Receiving || state instanceof Completing
                            ? completion.savedDevices(
                                    state,
                                    message.getSavedDevices().getState().toByteArray(),
                                    nowNs)
                            : rejection.unexpected(state, name);
            case LAST_ROUND_END ->
                    state instanceof Receiving || state instanceof Completing
                            ? completion.lastRoundEnd(state, message.getLastRoundEnd(), nowNs)
                            : rejection.unexpected(state, name);
            case RELEASE -> claim.release(state, nowNs);
            case DONE -> claim.done(state);
            case CANCEL -> cancel(ControlMessages.reason(message.getCancel().getReason()));
            case QUERY -> claim.query(state);
            default -> rejection.unexpected(state, name);
        };
    }

    private DestinationState resume(Resume message) {
        return switch (state) {
            case Receiving s -> rejoin.resume(s, s, message);
            case Away s -> rejoin.resume(s, s.round(), message);
            case Rejoining s -> rejoin.resume(s, s.round(), message);
            default -> rejection.unexpectedQuestion(state, "RESUME");
        };
    }

    private DestinationState clockProbe(ClockProbe probe, long nowNs) {
        context.send(
                context.message()
                        .setClockReply(
                                ClockReply.newBuilder()
                                        .setProbeSentNs(probe.getSentNs())
                                        .setReceivedNs(nowNs)
                                        .setSentNs(nowNs)));
        return state;
    }

    private DestinationState roundEnd(RoundEnd message) {
        return state instanceof Receiving s
                ? rounds.announced(s, message.getRound(), message.getPages())
                : rejection.unexpected(state, "ROUND_END of round " + message.getRound());
    }

    private DestinationState cancel(String reason) {
        DestinationState next = state;
        if (state.mayForget() || state instanceof Prepared) {
            next = rejection.discard("cancelled by the source: " + reason);
        } else if (!state.hasNoGuest()) {
            return rejection.unexpected(state, "CANCEL");
        }
        context.send(context.message().setCancelled(Cancelled.getDefaultInstance()));
        return next;
    }
}
