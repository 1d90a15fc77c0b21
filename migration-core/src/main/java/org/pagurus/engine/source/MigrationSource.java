package org.pagurus.engine.source;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pagurus.engine.MigrationOptions;
import org.pagurus.engine.Waits;
import org.pagurus.engine.page.Compression;
import org.pagurus.engine.page.PageHashes;
import org.pagurus.engine.page.PageSender;
import org.pagurus.engine.page.PageWatch;
import org.pagurus.engine.page.StreamTally;
import org.pagurus.engine.source.SourceState.Auditing;
import org.pagurus.engine.source.SourceState.AwaitingPrepared;
import org.pagurus.engine.source.SourceState.Away;
import org.pagurus.engine.source.SourceState.Concluding;
import org.pagurus.engine.source.SourceState.Ended;
import org.pagurus.engine.source.SourceState.Harvesting;
import org.pagurus.engine.source.SourceState.Idle;
import org.pagurus.engine.source.SourceState.InDoubt;
import org.pagurus.engine.source.SourceState.Interrupted;
import org.pagurus.engine.source.SourceState.LastHarvest;
import org.pagurus.engine.source.SourceState.OpeningStreams;
import org.pagurus.engine.source.SourceState.Pausing;
import org.pagurus.engine.source.SourceState.Phase;
import org.pagurus.engine.source.SourceState.Reclaiming;
import org.pagurus.engine.source.SourceState.Rejoining;
import org.pagurus.engine.source.SourceState.Released;
import org.pagurus.engine.source.SourceState.Releasing;
import org.pagurus.engine.source.SourceState.Reopening;
import org.pagurus.engine.source.SourceState.Reserving;
import org.pagurus.engine.source.SourceState.Resuming;
import org.pagurus.engine.source.SourceState.Sending;
import org.pagurus.engine.source.SourceState.Settling;
import org.pagurus.engine.source.SourceState.StopAndCopy;
import org.pagurus.guest.Guest;
import org.pagurus.protocol.ControlMessages;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.protocol.wire.ControlMessage;
import org.pagurus.protocol.wire.Failed;
import org.pagurus.protocol.wire.Ownership;
import org.pagurus.report.Outcome;

/**
 * The source's side of a migration: Clark et al.'s six stages (NSDI 2005) with a fenced hand-over
 * of ownership.
 *
 * <p>No sockets, no clock, no threads: it is told events and the time, and asked for actions
 * ({@link #poll}) and for when it wants to be called next ({@link #nextTimeoutNs}). Spurious calls
 * do no harm. Owner: one thread, the driver's.
 *
 * <p>What holds whatever comes: until RELEASED is in the journal the guest runs on here when
 * anything goes wrong; once it is, the guest never resumes here unless the destination has refused
 * it.
 */
public final class MigrationSource {
    private final SourceContext context;
    private final BackOut backOut;
    private final HandOver handOver;
    private final LastRound lastRound;
    private final PreCopy preCopy;
    private final Rejoin rejoin;
    private final Reservation reservation;

    private SourceState state = new Idle();

    /**
     * @param token of this migration alone
     * @param guest runs; its memory is read from the moment {@link #start} is called
     */
    public MigrationSource(
            MigrationToken token, Guest guest, Compression compression, MigrationOptions options) {
        this(token, guest, compression, options, PageWatch.NONE);
    }

    /** With somebody who watches its pages. */
    public MigrationSource(
            MigrationToken token,
            Guest guest,
            Compression compression,
            MigrationOptions options,
            PageWatch watch) {
        context = new SourceContext(token, guest, compression, options, watch);
        backOut = new BackOut(context);
        handOver = new HandOver(context, backOut);
        lastRound = new LastRound(context, backOut);
        preCopy = new PreCopy(context, lastRound, backOut);
        reservation = new Reservation(context, preCopy, compression.windowLog());
        rejoin = new Rejoin(context, backOut);
    }

    public MigrationToken token() {
        return context.token;
    }

    /** One for each page stream. */
    public List<PageSender> senders() {
        return context.senders;
    }

    /** The table of what was sent, for {@link SourceAction.Audit}. */
    public PageHashes hashes() {
        return context.hashes;
    }

    /** Whether it is too late to cancel: the release is written, or being written. */
    public boolean isReleased() {
        return state.phase() == Phase.RELEASED;
    }

    /**
     * Whether ownership is in doubt: the guest is released and the destination cannot be reached.
     */
    public boolean isInDoubt() {
        return state instanceof InDoubt;
    }

    /** Whether the destination may still hold a complete guest that waits for the release. */
    public boolean mayBePrepared() {
        return context.mayBePrepared;
    }

    /** Begins. The control stream is connected. Does nothing when it was given up meanwhile. */
    public void start(long nowNs) {
        if (state.phase() != Phase.OVER) {
            expect(state instanceof Idle, "start");
            state = reservation.start(nowNs);
        }
    }

    /** The next thing to do, or null when there is nothing now. */
    public @Nullable SourceAction poll() {
        return context.poll();
    }

    /** When {@link #timeout} wants to be called; {@link Long#MAX_VALUE} for never. */
    public long nextTimeoutNs() {
        return switch (state) {
            case Settling s -> s.untilNs();
            // Nothing is waited for, or something on this host that always answers.
            case Idle s -> LinkWatch.NEVER;
            case Releasing s -> LinkWatch.NEVER;
            case Reclaiming s -> LinkWatch.NEVER;
            case Concluding s -> LinkWatch.NEVER;
            case Auditing s -> LinkWatch.NEVER;
            case Resuming s -> LinkWatch.NEVER;
            case Ended s -> LinkWatch.NEVER;
            case Interrupted s -> Math.min(s.outage().untilNs(), nextCallNs());
            default -> nextCallNs();
        };
    }

    private long nextCallNs() {
        return Math.min(context.deadlineNs, context.link.nextCallNs());
    }

    /** Time has passed. */
    public void timeout(long nowNs) {
        if (nowNs < nextTimeoutNs()) {
            return;
        }
        if (state instanceof Settling) {
            state = backOut.finish(nowNs);
        } else if (nowNs >= context.deadlineNs) {
            state = backOut.giveUp(state, Outcome.FAILED, deadlineReason(), nowNs);
        } else if (state instanceof Interrupted s && nowNs >= s.outage().untilNs()) {
            state = rejoin.expired(s, nowNs);
        } else if (context.link.isSilent(nowNs)) {
            state =
                    connectionLost(
                            "no word from the destination for "
                                    + seconds(context.options.waits().silenceNs()),
                            context.link.lastHeardNs(),
                            nowNs);
        } else {
            context.probe(nowNs);
            if (isUnanswered()) {
                handOver.ask(); // what was sent may have been answered by a journal that failed
            }
        }
    }

    /** Something has happened. */
    public void handle(SourceEvent event, long nowNs) {
        state = next(event, nowNs);
    }

    /** Where it stands. */
    SourceState state() {
        return state;
    }

    /**
     * Gives back the table of hashes. Called by the driver when no stream's thread uses it any
     * more.
     */
    public void close() {
        context.senders.forEach(PageSender::close);
        context.hashes.close();
    }

    /**
     * The state behind an event. What completes late, after the migration was given up, changes
     * nothing.
     */
    private SourceState next(SourceEvent event, long nowNs) {
        return switch (event) {
            case SourceEvent.Received e -> received(e.message(), nowNs);
            case SourceEvent.StreamsOpened e ->
                    switch (state) {
                        case OpeningStreams s -> reservation.streamsOpened(nowNs);
                        case Reopening s -> rejoin.reopened(s, nowNs);
                        default -> state;
                    };
            case SourceEvent.StreamFinished e -> streamFinished(e.tally(), nowNs);
            case SourceEvent.Harvested e -> harvested(e.pages(), nowNs);
            case SourceEvent.GuestPaused e ->
                    state instanceof Pausing s
                            ? lastRound.guestPaused(s, e.beganNs(), nowNs)
                            : state;
            case SourceEvent.DeviceStateSaved e ->
                    state instanceof StopAndCopy s
                            ? lastRound.deviceStateSaved(s, e.state(), nowNs)
                            : state;
            case SourceEvent.MemoryVerified e ->
                    state instanceof StopAndCopy s
                            ? lastRound.memoryVerified(s, e.digest(), nowNs)
                            : state;
            case SourceEvent.Appended e -> appended(nowNs);
            case SourceEvent.AppendFailed e -> appendFailed(e.reason(), nowNs);
            case SourceEvent.GuestResumed e -> {
                expect(state instanceof Resuming, "GuestResumed");
                yield backOut.guestResumed((Resuming) state, nowNs);
            }
            case SourceEvent.Audited e -> {
                expect(state instanceof Auditing, "Audited");
                yield handOver.audited(e.differences(), nowNs);
            }
            case SourceEvent.Connected e -> connected(nowNs);
            case SourceEvent.ConnectionLost e -> connectionLost(e.reason(), nowNs, nowNs);
            case SourceEvent.CancelRequested e ->
                    backOut.giveUp(state, Outcome.CANCELLED, e.reason(), nowNs);
            case SourceEvent.ReclaimForced e ->
                    state instanceof InDoubt s ? handOver.force(s, e.reason()) : state;
            case SourceEvent.GuestFailed e -> guestFailed(e.reason(), nowNs);
        };
    }

    private SourceState received(ControlMessage message, long nowNs) {
        context.link.heard(nowNs);
        if (isDeaf()) {
            return state; // it is over, or comes late from the connection that was lost
        }
        String name = message.getBodyCase().name();
        if (!message.getToken().equals(context.tokenBytes)) {
            return unexpected(name + " of another migration", nowNs);
        }
        return switch (message.getBodyCase()) {
            case RESERVED ->
                    state instanceof Reserving ? reservation.reserved() : unexpected(name, nowNs);
            case CLOCK_REPLY -> reservation.clockReply(state, message.getClockReply(), nowNs);
            case ROUND_RECEIVED -> roundReceived(message.getRoundReceived().getRound(), nowNs);
            case RESUMED ->
                    state instanceof Rejoining s
                            ? rejoin.resumed(s, message.getResumed(), nowNs)
                            : unexpected(name, nowNs);
            case PREPARED ->
                    state instanceof AwaitingPrepared
                            ? handOver.prepared(message.getPrepared(), nowNs)
                            : unexpected(name, nowNs);
            case RUNNING ->
                    isUnanswered()
                            ? handOver.running(message.getRunning(), nowNs)
                            : unexpected(name, nowNs);
            case STANDING -> standing(message.getStanding().getOwnership(), nowNs);
            case CANCELLED ->
                    state instanceof Settling ? backOut.settled(nowNs) : unexpected(name, nowNs);
            case FAILED -> failedThere(message.getFailed(), nowNs);
            default -> unexpected(name, nowNs);
        };
    }

    private SourceState streamFinished(StreamTally tally, long nowNs) {
        return switch (state) {
            case Sending s -> preCopy.streamFinished(s, tally);
            case StopAndCopy s -> lastRound.streamFinished(s, tally, nowNs);
            default -> state;
        };
    }

    private SourceState harvested(long pages, long nowNs) {
        return switch (state) {
            case Harvesting s -> preCopy.harvested(s, pages, nowNs);
            case LastHarvest s -> lastRound.harvested(s, nowNs);
            case Interrupted s -> Rejoin.harvested(s);
            default -> state;
        };
    }

    private SourceState roundReceived(int round, long nowNs) {
        if (state instanceof Rejoining s && s.outage().round() == round) {
            return state; // said before the question was heard; the answer says so too
        }
        return state instanceof Sending s && s.round() == round && s.streamsLeft() == 0
                ? preCopy.roundReceived(s, nowNs)
                : unexpected("ROUND_RECEIVED of round " + round, nowNs);
    }

    private SourceState appended(long nowNs) {
        return switch (state) {
            case Releasing s -> handOver.released(nowNs);
            case Reclaiming s -> handOver.reclaimed();
            case Concluding s -> handOver.concluded();
            default -> throw new IllegalStateException("Appended in " + state);
        };
    }

    private SourceState appendFailed(String reason, long nowNs) {
        return switch (state) {
            // Nothing was released: the destination has not been told, and never will be.
            case Releasing s ->
                    backOut.giveUp(
                            new AwaitingPrepared(), Outcome.FAILED, "journal: " + reason, nowNs);
            // Ask again; the destination's refusal stands.
            case Reclaiming s -> handOver.doubt();
            case Concluding s -> handOver.audit();
            default -> throw new IllegalStateException("AppendFailed in " + state);
        };
    }

    private SourceState standing(Ownership ownership, long nowNs) {
        if (!isUnanswered()) {
            return unexpected("STANDING", nowNs);
        }
        return switch (ownership) {
            case OWNERSHIP_PREPARED -> handOver.release();
            case OWNERSHIP_OWNED -> state; // it says so again with RUNNING once the guest runs
            case OWNERSHIP_REFUSED -> handOver.refused();
            default -> unexpected("STANDING with " + ownership, nowNs);
        };
    }

    private SourceState connected(long nowNs) {
        context.link.connected(nowNs);
        if (isUnanswered()) {
            handOver.ask();
        } else if (state instanceof Settling) {
            backOut.sendCancel();
        } else if (state instanceof Away s) {
            return rejoin.connected(s, nowNs);
        }
        return state;
    }

    /**
     * @param sinceNs since when it may have been lost
     */
    private SourceState connectionLost(String reason, long sinceNs, long nowNs) {
        context.link.lost();
        return switch (state) {
            case Released s -> handOver.doubt();
            case InDoubt s -> handOver.doubtStill(s);
            case Settling s -> backOut.retry(s, nowNs);
            case Sending s -> rejoin.lost(s, reason, sinceNs, nowNs);
            case Harvesting s -> rejoin.lost(s, reason, sinceNs, nowNs);
            case Interrupted s -> rejoin.lost(s, reason, sinceNs, nowNs);
            default -> backOut.connectionLost(state, reason, nowNs);
        };
    }

    private SourceState guestFailed(String reason, long nowNs) {
        return switch (state) {
            case Resuming s -> backOut.guestNotResumed(s, reason, nowNs);
            case Auditing s -> handOver.notAudited(reason, nowNs);
            default -> backOut.giveUp(state, Outcome.FAILED, "guest: " + reason, nowNs);
        };
    }

    private SourceState failedThere(Failed failed, long nowNs) {
        if (isUnanswered()) {
            return unexpected("FAILED", nowNs); // it may not fail any more: ask what that means
        }
        context.mayBeKept = false;
        context.mayBePrepared = false;
        return state instanceof Settling
                ? backOut.finish(nowNs)
                : backOut.givenUpThere(
                        state,
                        "the destination: "
                                + ControlMessages.reason(
                                        failed.getField() + ": " + failed.getReason()),
                        nowNs);
    }

    private SourceState unexpected(String what, long nowNs) {
        return switch (state) {
            case Released s -> handOver.doubt();
            case InDoubt s -> handOver.doubtStill(s);
            default ->
                    backOut.giveUp(
                            state,
                            Outcome.FAILED,
                            "the destination sent " + what + " in state " + state.label(),
                            nowNs);
        };
    }

    /** Whether nothing that the destination says means anything any more. */
    private boolean isDeaf() {
        return state instanceof Ended
                || state instanceof Concluding
                || state instanceof Auditing
                || state instanceof Reclaiming
                || state instanceof Away;
    }

    /** Whether the guest is released and the destination has not said yet what became of it. */
    private boolean isUnanswered() {
        return state instanceof Released || state instanceof InDoubt;
    }

    private String deadlineReason() {
        Waits waits = context.options.waits();
        if (state.phase() == Phase.PAUSED) {
            return "stop-and-copy took longer than its limit of " + seconds(waits.stopAndCopyNs());
        }
        String reached = "time limit of " + seconds(context.options.timeLimitNs()) + " reached";
        return switch (state) {
            case Sending s -> reached + " in round " + s.round();
            case Interrupted s -> reached + " in round " + s.outage().round();
            default -> reached;
        };
    }

    private void expect(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException(what + " in state " + state);
        }
    }

    private static String seconds(long ns) {
        return ns / 1_000_000_000 + " s";
    }
}
