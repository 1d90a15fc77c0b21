package org.pagurus.engine.source;

import org.pagurus.convergence.Decision;
import org.pagurus.convergence.ExpectedDowntime;
import org.pagurus.convergence.FixedDowntime;
import org.pagurus.convergence.Situation;
import org.pagurus.engine.page.StreamTally;
import org.pagurus.engine.source.SourceState.Harvesting;
import org.pagurus.engine.source.SourceState.Sending;
import org.pagurus.protocol.wire.RoundEnd;
import org.pagurus.report.Outcome;
import org.pagurus.report.RoundStatistics;

/** Stage 2: rounds while the guest runs, until the policy says that they are enough. */
final class PreCopy {
    private final SourceContext context;
    private final LastRound lastRound;
    private final BackOut backOut;
    private long lastHarvestNs;

    PreCopy(SourceContext context, LastRound lastRound, BackOut backOut) {
        this.context = context;
        this.lastRound = lastRound;
        this.backOut = backOut;
    }

    SourceState begin(long nowNs) {
        context.logStarted = true;
        context.act(new SourceAction.StartDirtyLog());
        return startRound(0, nowNs);
    }

    SourceState streamFinished(Sending state, StreamTally tally) {
        context.book.streamFinished(tally);
        if (state.streamsLeft() == 1) {
            context.send(
                    context.message()
                            .setRoundEnd(
                                    RoundEnd.newBuilder()
                                            .setRound(state.round())
                                            .setPages(context.book.arrivingPages())));
        }
        return new Sending(state.round(), state.streamsLeft() - 1, state.startedNs());
    }

    SourceState roundReceived(Sending state, long nowNs) {
        context.act(new SourceAction.Harvest(context.book.beginHarvest()));
        return new Harvesting(state.round(), state.startedNs(), nowNs, false);
    }

    SourceState harvested(Harvesting state, long pages, long nowNs) {
        if (state.again()) {
            context.act(new SourceAction.Harvest(context.book.harvested()));
            return new Harvesting(state.round(), state.roundStartedNs(), nowNs, false);
        }
        lastHarvestNs = nowNs - state.startedNs();
        context.watch.harvested(context.book.harvested());
        RoundStatistics ended =
                context.book.endRound(state.round(), state.roundDurationNs(), pages);
        Situation situation =
                new Situation(
                        context.book.pageCount(),
                        context.book.rounds(),
                        context.book.linkRateBytesPerSecond(),
                        fixedDowntime());
        long expectedNs = ExpectedDowntime.of(situation).totalNs();
        SourceAction completed =
                new SourceAction.RoundCompleted(
                        ended, expectedNs, Math.round(context.book.linkRateBytesPerSecond()));
        Decision decision = context.options.policy().decide(situation, context.options.limits());
        if (decision instanceof Decision.StopAndCopy) {
            // To tell watchers takes half a millisecond, and longer where they share the
            // processors.
            context.actAfterPause(completed);
        } else {
            context.act(completed);
        }
        return switch (decision) {
            case Decision.NextRound next -> nextRound(state, next, nowNs);
            case Decision.StopAndCopy stop -> {
                context.report.converged(stop.reason(), expectedNs);
                yield lastRound.begin(state.round() + 1, nowNs);
            }
            case Decision.GiveUp giveUp -> {
                context.report.gaveUp(expectedNs, giveUp.sufficientDowntimeLimitNs());
                yield backOut.giveUp(state, Outcome.FAILED, giveUp.reason(), nowNs);
            }
        };
    }

    private SourceState nextRound(Harvesting state, Decision.NextRound next, long nowNs) {
        int round = state.round() + 1;
        if (round >= context.options.limits().maxRounds()) {
            return backOut.giveUp(
                    state,
                    Outcome.FAILED,
                    "not converged within the limit of " + round + " rounds",
                    nowNs);
        }
        if (next.throttlePercent() != context.book.throttlePercent()) {
            context.book.throttle(next.throttlePercent());
            context.act(new SourceAction.Throttle(next.throttlePercent()));
        }
        context.book.beginRound(next.deferWorkingSet());
        return startRound(round, nowNs);
    }

    private SourceState startRound(int round, long nowNs) {
        context.sendRound(round, false);
        return new Sending(round, context.options.streams(), nowNs);
    }

    /** What earlier migrations taught, with what this one has measured itself. */
    private FixedDowntime fixedDowntime() {
        FixedDowntime learned = context.options.fixedDowntime();
        return new FixedDowntime(
                learned.pauseNs(),
                lastHarvestNs,
                learned.deviceStateNs(),
                learned.digestNs(),
                learned.journalNs(),
                learned.resumeNs(),
                Math.max(learned.roundTripsNs(), 2 * context.clock.roundTripNs()));
    }
}
