package org.pagurus.engine.source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pagurus.codec.select.PageSelector;
import org.pagurus.convergence.Decision;
import org.pagurus.convergence.ExpectedDowntime;
import org.pagurus.convergence.FixedDowntime;
import org.pagurus.convergence.Situation;
import org.pagurus.engine.ClockOffset;
import org.pagurus.engine.MigrationOptions;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.engine.page.PageHashes;
import org.pagurus.engine.page.PageSender;
import org.pagurus.engine.page.StreamTally;
import org.pagurus.engine.source.SourceAction.Append;
import org.pagurus.engine.source.SourceAction.StartRound;
import org.pagurus.engine.source.SourceState.Auditing;
import org.pagurus.engine.source.SourceState.AwaitingPrepared;
import org.pagurus.engine.source.SourceState.ComparingClocks;
import org.pagurus.engine.source.SourceState.Ended;
import org.pagurus.engine.source.SourceState.Harvesting;
import org.pagurus.engine.source.SourceState.Idle;
import org.pagurus.engine.source.SourceState.InDoubt;
import org.pagurus.engine.source.SourceState.LastHarvest;
import org.pagurus.engine.source.SourceState.OpeningStreams;
import org.pagurus.engine.source.SourceState.Pausing;
import org.pagurus.engine.source.SourceState.Reclaiming;
import org.pagurus.engine.source.SourceState.Released;
import org.pagurus.engine.source.SourceState.Releasing;
import org.pagurus.engine.source.SourceState.Reserving;
import org.pagurus.engine.source.SourceState.Resuming;
import org.pagurus.engine.source.SourceState.Sending;
import org.pagurus.engine.source.SourceState.Settling;
import org.pagurus.engine.source.SourceState.StopAndCopy;
import org.pagurus.guest.Guest;
import org.pagurus.guest.GuestDescription;
import org.pagurus.journal.JournalRecord;
import org.pagurus.protocol.ControlMessages;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.protocol.wire.ClockProbe;
import org.pagurus.protocol.wire.ControlMessage;
import org.pagurus.protocol.wire.LastRoundEnd;
import org.pagurus.protocol.wire.Ownership;
import org.pagurus.protocol.wire.RoundEnd;
import org.pagurus.report.Outcome;
import org.pagurus.report.RoundStatistics;

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
    /** Clock exchanges before the load begins. */
    private static final int QUIET_EXCHANGES = 4;

    private static final long NEVER = Long.MAX_VALUE;

    private final MigrationToken token;
    private final GuestDescription guest;
    private final MigrationOptions options;
    private final PageHashes hashes;
    private final List<PageSender> senders;
    private final RoundBook book;
    private final ClockOffset clock = new ClockOffset();
    private final SourceReport report;
    private final Queue<SourceAction> actions = new ArrayDeque<>();

    private SourceState state = new Idle();
    private boolean connected = true;
    private boolean logStarted;
    private boolean mayBePrepared;
    private long lastHarvestNs;
    private long lastHeardNs;
    private long nextProbeNs = NEVER;
    private long deadlineNs = NEVER;

    /**
     * @param token of this migration alone
     * @param guest runs; its memory is read from the moment {@link #start} is called
     */
    public MigrationSource(
            MigrationToken token, Guest guest, PageSelector selector, MigrationOptions options) {
        this.token = token;
        this.guest = guest.description();
        this.options = options;
        long pages = guest.memory().pageCount();
        hashes = new PageHashes(pages, options.streams());
        book = new RoundBook(pages);
        report = new SourceReport(options, guest.memory().sizeBytes(), clock, book);
        List<PageSender> all = new ArrayList<>();
        for (int stream = 0; stream < options.streams(); stream++) {
            all.add(
                    new PageSender(
                            stream,
                            options.streams(),
                            guest.memory(),
                            guest.dirtyLog(),
                            hashes,
                            selector));
        }
        senders = List.copyOf(all);
    }

    public MigrationToken token() {
        return token;
    }

    /** One for each page stream. */
    public List<PageSender> senders() {
        return senders;
    }

    /** The table of what was sent, for {@link SourceAction.Audit}. */
    public PageHashes hashes() {
        return hashes;
    }

    /** Whether it is too late to cancel: the release is written, or being written. */
    public boolean isReleased() {
        return switch (state) {
            case Releasing s -> true;
            case Released s -> true;
            case InDoubt s -> true;
            case Reclaiming s -> true;
            case Auditing s -> true;
            default -> false;
        };
    }

    /**
     * Whether ownership is in doubt: the guest is released and the destination cannot be reached.
     */
    public boolean isInDoubt() {
        return state instanceof InDoubt;
    }

    /** Begins. The control stream is connected. */
    public void start(long nowNs) {
        expect(state instanceof Idle, "start");
        report.start(nowNs);
        deadlineNs = nowNs + options.timeLimitNs();
        lastHeardNs = nowNs;
        nextProbeNs = nowNs + options.waits().probeNs();
        state = new Reserving();
        send(
                message()
                        .setSetup(
                                ControlMessages.setup(
                                        guest,
                                        options.streams(),
                                        options.verify() == Verification.FULL)));
    }

    /** The next thing to do, or null when there is nothing now. */
    public @Nullable SourceAction poll() {
        return actions.poll();
    }

    /** When {@link #timeout} wants to be called; {@link Long#MAX_VALUE} for never. */
    public long nextTimeoutNs() {
        return switch (state) {
            case Idle s -> NEVER;
            case Ended s -> NEVER;
            case Auditing s -> NEVER;
            case Reclaiming s -> NEVER;
            case Resuming s -> NEVER;
            case Releasing s -> NEVER;
            case Settling s -> s.untilNs();
            default ->
                    Math.min(deadlineNs, connected ? Math.min(nextProbeNs, silentAtNs()) : NEVER);
        };
    }

    /** Time has passed. */
    public void timeout(long nowNs) {
        if (nowNs < nextTimeoutNs()) {
            return;
        }
        if (state instanceof Settling) {
            finish(nowNs);
        } else if (nowNs >= deadlineNs) {
            backOut(Outcome.FAILED, deadlineReason(), nowNs);
        } else if (nowNs >= silentAtNs()) {
            connectionLost(
                    "no word from the destination for " + seconds(options.waits().silenceNs()),
                    nowNs);
        } else {
            probe(nowNs);
        }
    }

    /** Something has happened. */
    public void handle(SourceEvent event, long nowNs) {
        switch (event) {
            case SourceEvent.Received e -> received(e.message(), nowNs);
            case SourceEvent.StreamsOpened e -> streamsOpened(nowNs);
            case SourceEvent.StreamFinished e -> streamFinished(e.tally(), nowNs);
            case SourceEvent.Harvested e -> harvested(e.pages(), nowNs);
            case SourceEvent.GuestPaused e -> guestPaused(nowNs);
            case SourceEvent.DeviceStateSaved e -> deviceStateSaved(e.state(), nowNs);
            case SourceEvent.MemoryVerified e -> memoryVerified(e.digest(), nowNs);
            case SourceEvent.Appended e -> appended(nowNs);
            case SourceEvent.AppendFailed e -> appendFailed(e.reason(), nowNs);
            case SourceEvent.GuestResumed e -> guestResumed(nowNs);
            case SourceEvent.Connected e -> reconnected(nowNs);
            case SourceEvent.ConnectionLost e -> connectionLost(e.reason(), nowNs);
            case SourceEvent.Audited e -> audited(e.differences(), nowNs);
            case SourceEvent.CancelRequested e -> backOut(Outcome.CANCELLED, e.reason(), nowNs);
            case SourceEvent.GuestFailed e ->
                    backOut(Outcome.FAILED, "guest: " + e.reason(), nowNs);
        }
    }

    private void received(ControlMessage message, long nowNs) {
        lastHeardNs = nowNs;
        if (state instanceof Ended || state instanceof Auditing || state instanceof Reclaiming) {
            return;
        }
        switch (message.getBodyCase()) {
            case RESERVED -> reserved(nowNs);
            case CLOCK_REPLY -> clockReply(message, nowNs);
            case ROUND_RECEIVED -> roundReceived(message.getRoundReceived().getRound(), nowNs);
            case PREPARED -> prepared(message, nowNs);
            case RUNNING -> running(message, nowNs);
            case STANDING -> standing(message.getStanding().getOwnership(), nowNs);
            case CANCELLED -> cancelled(nowNs);
            case FAILED -> failedThere(message, nowNs);
            default -> unexpected(message.getBodyCase().name(), nowNs);
        }
    }

    // Stages 0 and 1: initialise and reserve.

    private void reserved(long nowNs) {
        if (state instanceof Reserving) {
            state = new OpeningStreams();
            actions.add(new SourceAction.OpenStreams());
        } else {
            unexpected("RESERVED", nowNs);
        }
    }

    private void streamsOpened(long nowNs) {
        if (state instanceof OpeningStreams) {
            state = new ComparingClocks();
            probe(nowNs);
        }
    }

    private void clockReply(ControlMessage message, long nowNs) {
        var reply = message.getClockReply();
        clock.exchanged(reply.getProbeSentNs(), reply.getReceivedNs(), reply.getSentNs(), nowNs);
        if (!(state instanceof ComparingClocks)) {
            return;
        }
        if (clock.exchanges() < QUIET_EXCHANGES) {
            probe(nowNs);
        } else {
            logStarted = true;
            actions.add(new SourceAction.StartDirtyLog());
            startRound(0, false, nowNs);
        }
    }

    private void probe(long nowNs) {
        nextProbeNs = nowNs + options.waits().probeNs();
        send(message().setClockProbe(ClockProbe.newBuilder().setSentNs(nowNs)));
    }

    // Stage 2: iterative pre-copy.

    private void startRound(int round, boolean last, long nowNs) {
        state =
                last
                        ? new StopAndCopy(
                                round,
                                options.streams(),
                                false,
                                options.verify() == Verification.DIGEST)
                        : new Sending(round, options.streams(), nowNs);
        actions.add(new StartRound(round, book.toSend(), last));
    }

    private void streamFinished(StreamTally tally, long nowNs) {
        switch (state) {
            case Sending s -> {
                book.streamFinished(tally);
                state = new Sending(s.round(), s.streamsLeft() - 1, s.startedNs());
                if (s.streamsLeft() == 1) {
                    send(
                            message()
                                    .setRoundEnd(
                                            RoundEnd.newBuilder()
                                                    .setRound(s.round())
                                                    .setPages(book.pagesSent())));
                }
            }
            case StopAndCopy s -> {
                book.streamFinished(tally);
                stopAndCopy(
                        new StopAndCopy(
                                s.round(), s.streamsLeft() - 1, s.devicesSaved(), s.verified()),
                        nowNs);
            }
            default -> {} // the round was abandoned
        }
    }

    private void roundReceived(int round, long nowNs) {
        if (state instanceof Sending s && s.round() == round && s.streamsLeft() == 0) {
            state = new Harvesting(round, nowNs - s.startedNs(), nowNs);
            actions.add(new SourceAction.Harvest(book.beginHarvest()));
        } else {
            unexpected("ROUND_RECEIVED of round " + round, nowNs);
        }
    }

    private void harvested(long pages, long nowNs) {
        switch (state) {
            case Harvesting s -> {
                lastHarvestNs = nowNs - s.startedNs();
                decide(book.endRound(s.round(), s.roundDurationNs(), pages), nowNs);
            }
            case LastHarvest s -> {
                report.switchover().harvested(nowNs);
                book.beginLastRound();
                startRound(s.round(), true, nowNs);
                actions.add(new SourceAction.SaveDeviceState());
                if (options.verify() == Verification.FULL) {
                    actions.add(new SourceAction.VerifyMemory());
                }
            }
            default -> {} // given up meanwhile
        }
    }

    private void decide(RoundStatistics ended, long nowNs) {
        Situation situation =
                new Situation(
                        book.pageCount(),
                        book.rounds(),
                        book.linkRateBytesPerSecond(),
                        fixedDowntime());
        long expectedNs = ExpectedDowntime.of(situation).totalNs();
        actions.add(
                new SourceAction.RoundCompleted(
                        ended, expectedNs, Math.round(book.linkRateBytesPerSecond())));
        switch (options.policy().decide(situation, options.limits())) {
            case Decision.NextRound next -> nextRound(ended.round() + 1, next, nowNs);
            case Decision.StopAndCopy stop -> {
                report.converged(stop.reason(), expectedNs);
                report.switchover().pause(nowNs);
                deadlineNs = nowNs + options.waits().stopAndCopyNs();
                state = new Pausing(ended.round() + 1);
                actions.add(new SourceAction.PauseGuest());
            }
            case Decision.GiveUp giveUp -> {
                report.gaveUp(expectedNs, giveUp.sufficientDowntimeLimitNs());
                backOut(Outcome.FAILED, giveUp.reason(), nowNs);
            }
        }
    }

    private void nextRound(int round, Decision.NextRound next, long nowNs) {
        if (round >= options.limits().maxRounds()) {
            backOut(
                    Outcome.FAILED,
                    "not converged within the limit of " + round + " rounds",
                    nowNs);
            return;
        }
        if (next.throttlePercent() != book.throttlePercent()) {
            book.throttle(next.throttlePercent());
            actions.add(new SourceAction.Throttle(next.throttlePercent()));
        }
        book.beginRound(next.deferWorkingSet());
        startRound(round, false, nowNs);
    }

    /** What earlier migrations taught, with what this one has measured itself. */
    private FixedDowntime fixedDowntime() {
        FixedDowntime learned = options.fixedDowntime();
        return new FixedDowntime(
                learned.pauseNs(),
                lastHarvestNs,
                learned.deviceStateNs(),
                learned.digestNs(),
                learned.journalNs(),
                learned.resumeNs(),
                Math.max(learned.roundTripsNs(), 2 * clock.roundTripNs()));
    }

    // Stage 3: stop-and-copy.

    private void guestPaused(long nowNs) {
        if (state instanceof Pausing s) {
            report.switchover().paused(nowNs);
            state = new LastHarvest(s.round());
            actions.add(new SourceAction.Harvest(book.beginHarvest()));
        }
    }

    private void deviceStateSaved(byte[] saved, long nowNs) {
        if (state instanceof StopAndCopy s) {
            report.switchover().saved(nowNs);
            send(message().setSavedDevices(Messages.savedDevices(saved)));
            stopAndCopy(new StopAndCopy(s.round(), s.streamsLeft(), true, s.verified()), nowNs);
        }
    }

    private void memoryVerified(long digest, long nowNs) {
        if (state instanceof StopAndCopy s) {
            report.switchover().verified(nowNs);
            report.verified(digest);
            stopAndCopy(new StopAndCopy(s.round(), s.streamsLeft(), s.devicesSaved(), true), nowNs);
        }
    }

    private void stopAndCopy(StopAndCopy s, long nowNs) {
        state = s;
        if (s.streamsLeft() > 0 || !s.devicesSaved() || !s.verified()) {
            return;
        }
        long digest = hashes.digest();
        long fullDigest = options.verify() == Verification.FULL ? report.fullDigest() : digest;
        if (digest != fullDigest) {
            backOut(
                    Outcome.FAILED,
                    "memory: what was sent is not what the paused guest's memory holds",
                    nowNs);
            return;
        }
        report.switchover().allSent(nowNs);
        mayBePrepared = true;
        state = new AwaitingPrepared();
        send(
                message()
                        .setLastRoundEnd(
                                LastRoundEnd.newBuilder()
                                        .setRound(s.round())
                                        .setPages(book.pagesSent())
                                        .setDigest(digest)));
    }

    // Stage 4: commit.

    private void prepared(ControlMessage message, long nowNs) {
        if (state instanceof AwaitingPrepared) {
            report.switchover().prepared(nowNs, message.getPrepared());
            book.endLastRound(book.rounds().size(), report.switchover().lastRoundNs());
            deadlineNs = NEVER;
            state = new Releasing();
            actions.add(
                    new Append(
                            new JournalRecord(token, guest.name(), JournalRecord.Step.RELEASED)));
        } else {
            unexpected("PREPARED", nowNs);
        }
    }

    private void appended(long nowNs) {
        switch (state) {
            case Releasing s -> {
                report.switchover().journaled(nowNs);
                state = new Released();
                if (connected) {
                    lastHeardNs = nowNs;
                    release();
                } else {
                    doubt();
                }
            }
            case Reclaiming s -> {
                state = new Resuming(false);
                actions.add(new SourceAction.ResumeGuest());
            }
            default -> throw new IllegalStateException("Appended in " + state);
        }
    }

    private void appendFailed(String reason, long nowNs) {
        switch (state) {
            case Releasing s -> {
                // Nothing was released: the destination has not been told, and never will be.
                state = new AwaitingPrepared();
                backOut(Outcome.FAILED, "journal: " + reason, nowNs);
            }
            case Reclaiming s -> doubt(); // ask again; the destination's refusal stands
            default -> throw new IllegalStateException("AppendFailed in " + state);
        }
    }

    private void release() {
        send(message().setRelease(Messages.RELEASE));
    }

    // Stage 5: activate. The destination has done it; here the copy is checked and dropped.

    private void running(ControlMessage message, long nowNs) {
        if (state instanceof Released || state instanceof InDoubt) {
            report.running(message.getRunning(), nowNs);
            state = new Auditing();
            send(message().setDone(Messages.DONE));
            actions.add(new SourceAction.StopDirtyLog());
            actions.add(new SourceAction.Audit());
        } else {
            unexpected("RUNNING", nowNs);
        }
    }

    private void audited(long differences, long nowNs) {
        expect(state instanceof Auditing, "Audited");
        report.audited(differences);
        state = new Ended();
        actions.add(new SourceAction.DropGuest());
        actions.add(new SourceAction.Finish(report.build(nowNs)));
    }

    // When ownership is in doubt.

    private void doubt() {
        connected = false;
        state = new InDoubt(options.waits().firstRetryNs());
        actions.add(new SourceAction.Reconnect(options.waits().firstRetryNs()));
    }

    private void doubtStill(long retryNs) {
        connected = false;
        long nextNs = Math.min(2 * retryNs, options.waits().maxRetryNs());
        state = new InDoubt(nextNs);
        actions.add(new SourceAction.Reconnect(nextNs));
    }

    private void reconnected(long nowNs) {
        connected = true;
        lastHeardNs = nowNs;
        nextProbeNs = nowNs + options.waits().probeNs();
        switch (state) {
            case InDoubt s -> send(message().setQuery(Messages.QUERY));
            case Settling s -> sendCancel();
            default -> {}
        }
    }

    private void standing(Ownership ownership, long nowNs) {
        if (!(state instanceof InDoubt)) {
            unexpected("STANDING", nowNs);
            return;
        }
        switch (ownership) {
            case OWNERSHIP_PREPARED -> {
                state = new Released();
                release();
            }
            case OWNERSHIP_OWNED -> {} // it says so again with RUNNING once the guest runs
            case OWNERSHIP_REFUSED -> {
                report.end(
                        Outcome.FAILED,
                        "the destination has lost the guest and refused it; it runs on here");
                state = new Reclaiming();
                actions.add(
                        new Append(
                                new JournalRecord(
                                        token, guest.name(), JournalRecord.Step.RECLAIMED)));
            }
            default -> unexpected("STANDING with " + ownership, nowNs);
        }
    }

    // When something goes wrong.

    private void connectionLost(String reason, long nowNs) {
        connected = false;
        switch (state) {
            case Released s -> doubt();
            case InDoubt s -> doubtStill(s.retryNs());
            case Settling s -> retrySettling(s, nowNs);
            case Idle s -> backOut(Outcome.FAILED, "connection: " + reason, nowNs);
            default ->
                    backOut(
                            Outcome.FAILED,
                            "connection to the destination was lost: " + reason,
                            nowNs);
        }
    }

    private void failedThere(ControlMessage message, long nowNs) {
        var failed = message.getFailed();
        mayBePrepared = false;
        if (state instanceof Settling) {
            finish(nowNs);
        } else {
            giveUp(
                    Outcome.FAILED,
                    "the destination: "
                            + ControlMessages.reason(failed.getField() + ": " + failed.getReason()),
                    false,
                    nowNs);
        }
    }

    private void unexpected(String what, long nowNs) {
        String reason =
                "the destination sent " + what + " in state " + state.getClass().getSimpleName();
        switch (state) {
            case Released s -> doubt();
            case InDoubt s -> doubtStill(s.retryNs());
            default -> backOut(Outcome.FAILED, reason, nowNs);
        }
    }

    /** Gives the migration up where that is still possible: the guest runs on here. */
    private void backOut(Outcome outcome, String reason, long nowNs) {
        giveUp(outcome, reason, true, nowNs);
    }

    private void giveUp(Outcome outcome, String reason, boolean tellDestination, long nowNs) {
        if (isReleased() || GIVEN_UP.contains(state.getClass())) {
            return;
        }
        report.end(outcome, reason);
        deadlineNs = NEVER;
        boolean paused =
                switch (state) {
                    case Pausing s -> true;
                    case LastHarvest s -> true;
                    case StopAndCopy s -> true;
                    case AwaitingPrepared s -> true;
                    default -> false;
                };
        actions.add(new SourceAction.AbandonStreams());
        if (paused) {
            actions.add(new SourceAction.ResumeGuest());
        }
        if (book.throttlePercent() > 0) {
            actions.add(new SourceAction.Throttle(0));
        }
        if (logStarted) {
            actions.add(new SourceAction.StopDirtyLog());
        }
        state = new Resuming(tellDestination);
        if (!paused) {
            guestResumed(nowNs);
        }
    }

    private static final Set<Class<?>> GIVEN_UP =
            Set.of(Resuming.class, Settling.class, Ended.class);

    private void guestResumed(long nowNs) {
        expect(state instanceof Resuming, "GuestResumed");
        boolean tell = ((Resuming) state).tellDestination();
        if (!tell || (!connected && !mayBePrepared)) {
            finish(nowNs);
            return;
        }
        state = new Settling(nowNs + options.waits().settleNs(), options.waits().firstRetryNs());
        if (connected) {
            sendCancel();
        } else {
            actions.add(new SourceAction.Reconnect(options.waits().firstRetryNs()));
        }
    }

    private void retrySettling(Settling s, long nowNs) {
        long nextNs = Math.min(2 * s.retryNs(), options.waits().maxRetryNs());
        if (mayBePrepared && nowNs + nextNs < s.untilNs()) {
            state = new Settling(s.untilNs(), nextNs);
            actions.add(new SourceAction.Reconnect(nextNs));
        } else {
            finish(nowNs);
        }
    }

    private void sendCancel() {
        send(message().setCancel(Messages.cancel(report.reason())));
    }

    private void cancelled(long nowNs) {
        if (state instanceof Settling) {
            finish(nowNs);
        }
    }

    private void finish(long nowNs) {
        state = new Ended();
        actions.add(new SourceAction.Finish(report.build(nowNs)));
    }

    private String deadlineReason() {
        return switch (state) {
            case Sending s ->
                    "time limit of "
                            + seconds(options.timeLimitNs())
                            + " reached in round "
                            + s.round();
            case Pausing s -> stopAndCopyReason();
            case LastHarvest s -> stopAndCopyReason();
            case StopAndCopy s -> stopAndCopyReason();
            case AwaitingPrepared s -> stopAndCopyReason();
            default -> "time limit of " + seconds(options.timeLimitNs()) + " reached";
        };
    }

    private String stopAndCopyReason() {
        return "stop-and-copy took longer than its limit of "
                + seconds(options.waits().stopAndCopyNs());
    }

    private long silentAtNs() {
        return lastHeardNs + options.waits().silenceNs();
    }

    /**
     * Gives back the table of hashes. Called by the driver when no stream's thread uses it any
     * more.
     */
    public void close() {
        hashes.close();
    }

    private void send(ControlMessage.Builder message) {
        actions.add(new SourceAction.Send(message.build()));
    }

    private ControlMessage.Builder message() {
        return ControlMessage.newBuilder().setToken(token.toBytes());
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
