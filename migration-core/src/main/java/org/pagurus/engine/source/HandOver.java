package org.pagurus.engine.source;

import org.pagurus.engine.source.SourceState.Auditing;
import org.pagurus.engine.source.SourceState.Concluding;
import org.pagurus.engine.source.SourceState.Ended;
import org.pagurus.engine.source.SourceState.InDoubt;
import org.pagurus.engine.source.SourceState.Reclaiming;
import org.pagurus.engine.source.SourceState.Released;
import org.pagurus.engine.source.SourceState.Releasing;
import org.pagurus.engine.source.SourceState.Resuming;
import org.pagurus.journal.JournalRecord;
import org.pagurus.protocol.wire.Prepared;
import org.pagurus.protocol.wire.Running;
import org.pagurus.report.Outcome;

/**
 * Stages 4 and 5: releases the guest, finds out what has become of it, and drops the copy here or,
 * where the destination has refused it, takes it back.
 */
final class HandOver {
    private final SourceContext context;
    private final BackOut backOut;

    HandOver(SourceContext context, BackOut backOut) {
        this.context = context;
        this.backOut = backOut;
    }

    SourceState prepared(Prepared message, long nowNs) {
        context.report.switchover().prepared(nowNs, message);
        context.book.endLastRound(
                context.book.rounds().size(), context.report.switchover().lastRoundNs());
        context.deadlineNs = LinkWatch.NEVER;
        context.append(JournalRecord.Step.RELEASED);
        return new Releasing();
    }

    /** The release is in the journal: from here on there is no way back but a refusal. */
    SourceState released(long nowNs) {
        context.report.switchover().journaled(nowNs);
        if (!context.link.isConnected()) {
            return doubt();
        }
        context.link.heard(nowNs);
        return release();
    }

    SourceState running(Running message, long nowNs) {
        context.report.running(message, nowNs);
        context.append(JournalRecord.Step.DONE);
        context.pauseIsOver();
        return new Concluding();
    }

    /**
     * Behind DONE the destination forgets the migration, so that it must not be asked again, not
     * even after a crash.
     */
    SourceState concluded() {
        context.send(context.message().setDone(Messages.DONE));
        return audit();
    }

    /** A restart would ask again: the destination is not told, and remembers. */
    SourceState audit() {
        context.act(new SourceAction.StopDirtyLog());
        context.act(new SourceAction.Audit());
        return new Auditing();
    }

    SourceState audited(long differences, long nowNs) {
        context.report.audited(differences);
        return drop(nowNs);
    }

    /** The guest runs at the destination all the same. */
    SourceState notAudited(String reason, long nowNs) {
        context.report.notAudited(reason);
        return drop(nowNs);
    }

    private SourceState drop(long nowNs) {
        context.act(new SourceAction.DropGuest());
        context.act(new SourceAction.Finish(context.report.build(nowNs)));
        return new Ended();
    }

    /** The connection is lost, or what comes through it makes no sense: ask on a fresh one. */
    SourceState doubt() {
        return reconnect(context.options.waits().firstRetryNs());
    }

    SourceState doubtStill(InDoubt state) {
        return reconnect(Math.min(2 * state.retryNs(), context.options.waits().maxRetryNs()));
    }

    void ask() {
        context.send(context.message().setQuery(Messages.QUERY));
    }

    /** The destination has the guest complete and waits for this. */
    SourceState release() {
        context.send(context.message().setRelease(Messages.RELEASE));
        return new Released();
    }

    SourceState refused() {
        context.report.end(
                Outcome.FAILED,
                "the destination has lost the guest and refused it; it runs on here");
        context.append(JournalRecord.Step.RECLAIMED);
        return new Reclaiming();
    }

    /** A person says so, while nobody can ask the destination. */
    SourceState force(InDoubt state, String reason) {
        if (context.link.isConnected()) {
            return state;
        }
        context.report.end(Outcome.FAILED, reason);
        context.append(JournalRecord.Step.FORCED);
        return new Reclaiming();
    }

    SourceState reclaimed() {
        backOut.resume();
        return new Resuming(false, true);
    }

    private SourceState reconnect(long delayNs) {
        context.link.lost();
        context.act(new SourceAction.Reconnect(delayNs));
        return new InDoubt(delayNs);
    }
}
