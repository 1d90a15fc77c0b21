package org.pagurus.engine.source;

import org.pagurus.engine.source.SourceState.Ended;
import org.pagurus.engine.source.SourceState.Phase;
import org.pagurus.engine.source.SourceState.Resuming;
import org.pagurus.engine.source.SourceState.Settling;
import org.pagurus.report.Outcome;

/**
 * Gives the migration up where that is still possible: the guest runs on here, and the destination
 * is told to forget it.
 */
final class BackOut {
    private final SourceContext context;

    BackOut(SourceContext context) {
        this.context = context;
    }

    /** Gives up and tells the destination. Changes nothing once released or given up. */
    SourceState giveUp(SourceState state, Outcome outcome, String reason, long nowNs) {
        return giveUp(state, outcome, reason, true, nowNs);
    }

    /** The destination itself has given up. */
    SourceState givenUpThere(SourceState state, String reason, long nowNs) {
        return giveUp(state, Outcome.FAILED, reason, false, nowNs);
    }

    /** The connection is gone for good; told all the same if the destination may keep the guest. */
    SourceState connectionLost(SourceState state, String reason, long nowNs) {
        return giveUp(
                state, Outcome.FAILED, "connection to the destination was lost: " + reason, nowNs);
    }

    private SourceState giveUp(
            SourceState state, Outcome outcome, String reason, boolean tell, long nowNs) {
        Phase phase = state.phase();
        if (phase == Phase.RELEASED || phase == Phase.OVER) {
            return state;
        }
        context.report.end(outcome, reason);
        context.deadlineNs = LinkWatch.NEVER;
        Resuming resuming = new Resuming(tell, false);
        if (phase == Phase.PAUSED) {
            resume();
            return resuming;
        }
        context.act(new SourceAction.AbandonStreams());
        unburden();
        return guestResumed(resuming, nowNs);
    }

    /** Lets the paused guest run on here as before the migration. */
    void resume() {
        context.act(new SourceAction.AbandonStreams());
        context.act(new SourceAction.ResumeGuest());
        context.pauseIsOver();
        unburden();
    }

    /** Takes from the guest what the migration had laid on it. */
    private void unburden() {
        if (context.book.throttlePercent() > 0) {
            context.act(new SourceAction.Throttle(0));
        }
        if (context.logStarted) {
            context.act(new SourceAction.StopDirtyLog());
        }
    }

    /** Even so the destination is told, and the migration ends. */
    SourceState guestNotResumed(Resuming state, String reason, long nowNs) {
        context.report.addReason("the guest could not be resumed here: " + reason);
        return guestResumed(new Resuming(state.tellDestination(), false), nowNs);
    }

    SourceState guestResumed(Resuming state, long nowNs) {
        if (state.back()) {
            context.act(new SourceAction.Announce());
        }
        boolean connected = context.link.isConnected();
        if (!state.tellDestination() || (!connected && !context.mayBeKept)) {
            return finish(nowNs);
        }
        long retryNs = context.options.waits().firstRetryNs();
        if (connected) {
            sendCancel();
        } else {
            context.act(new SourceAction.Reconnect(retryNs));
        }
        return new Settling(nowNs + context.options.waits().settleNs(), retryNs);
    }

    void sendCancel() {
        context.send(context.message().setCancel(Messages.cancel(context.report.reason())));
    }

    /** The connection is lost while the destination may still hold the guest. */
    SourceState retry(Settling state, long nowNs) {
        long nextNs = Math.min(2 * state.retryNs(), context.options.waits().maxRetryNs());
        if (!context.mayBeKept || nowNs + nextNs >= state.untilNs()) {
            return finish(nowNs);
        }
        context.act(new SourceAction.Reconnect(nextNs));
        return new Settling(state.untilNs(), nextNs);
    }

    /** The destination has forgotten the guest. */
    SourceState settled(long nowNs) {
        context.mayBeKept = false;
        context.mayBePrepared = false;
        return finish(nowNs);
    }

    SourceState finish(long nowNs) {
        context.act(new SourceAction.Finish(context.report.build(nowNs)));
        return new Ended();
    }
}
