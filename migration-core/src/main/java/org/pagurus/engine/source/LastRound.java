package org.pagurus.engine.source;

import org.pagurus.engine.page.StreamTally;
import org.pagurus.engine.source.SourceState.AwaitingPrepared;
import org.pagurus.engine.source.SourceState.LastHarvest;
import org.pagurus.engine.source.SourceState.Pausing;
import org.pagurus.engine.source.SourceState.StopAndCopy;
import org.pagurus.guest.DeviceState;
import org.pagurus.protocol.wire.LastRoundEnd;
import org.pagurus.report.Outcome;

/** Stage 3, stop-and-copy: the last pages, the device state and the digest of a paused guest. */
final class LastRound {
    private final SourceContext context;
    private final BackOut backOut;

    LastRound(SourceContext context, BackOut backOut) {
        this.context = context;
        this.backOut = backOut;
    }

    SourceState begin(int round, long nowNs) {
        context.deadlineNs = LinkWatch.later(nowNs, context.options.waits().stopAndCopyNs());
        context.act(new SourceAction.PauseGuest());
        return new Pausing(round);
    }

    SourceState guestPaused(Pausing state, long beganNs, long nowNs) {
        context.report.switchover().paused(beganNs, nowNs);
        context.act(new SourceAction.Harvest(context.book.beginHarvest()));
        return new LastHarvest(state.round());
    }

    SourceState harvested(LastHarvest state, long nowNs) {
        context.report.switchover().harvested(nowNs);
        context.watch.harvested(context.book.harvested());
        context.book.beginLastRound();
        context.sendRound(state.round(), true);
        context.act(new SourceAction.SaveDeviceState());
        if (context.verifiesAll()) {
            context.act(new SourceAction.VerifyMemory());
        }
        return new StopAndCopy(
                state.round(), context.options.streams(), false, !context.verifiesAll());
    }

    SourceState streamFinished(StopAndCopy s, StreamTally tally, long nowNs) {
        context.book.streamFinished(tally);
        return endIfComplete(
                new StopAndCopy(s.round(), s.streamsLeft() - 1, s.devicesSaved(), s.verified()),
                nowNs);
    }

    SourceState deviceStateSaved(StopAndCopy s, byte[] saved, long nowNs) {
        if (saved.length > DeviceState.MAX_BYTES) {
            return backOut.giveUp(
                    s,
                    Outcome.FAILED,
                    "guest: expected up to "
                            + DeviceState.MAX_BYTES
                            + " bytes of device state but found "
                            + saved.length,
                    nowNs);
        }
        context.report.switchover().saved(nowNs);
        context.send(context.message().setSavedDevices(Messages.savedDevices(saved)));
        return endIfComplete(
                new StopAndCopy(s.round(), s.streamsLeft(), true, s.verified()), nowNs);
    }

    SourceState memoryVerified(StopAndCopy s, long digest, long nowNs) {
        context.report.switchover().verified(nowNs);
        context.report.verified(digest);
        return endIfComplete(
                new StopAndCopy(s.round(), s.streamsLeft(), s.devicesSaved(), true), nowNs);
    }

    private SourceState endIfComplete(StopAndCopy s, long nowNs) {
        if (s.streamsLeft() > 0 || !s.devicesSaved() || !s.verified()) {
            return s;
        }
        long digest = context.hashes.digest();
        if (context.verifiesAll() && digest != context.report.fullDigest()) {
            return backOut.giveUp(
                    s,
                    Outcome.FAILED,
                    "memory: what was sent is not what the paused guest's memory holds",
                    nowNs);
        }
        context.report.switchover().allSent(nowNs);
        context.mayBeKept = true;
        context.mayBePrepared = true;
        context.send(
                context.message()
                        .setLastRoundEnd(
                                LastRoundEnd.newBuilder()
                                        .setRound(s.round())
                                        .setPages(context.book.arrivingPages())
                                        .setDigest(digest)));
        return new AwaitingPrepared();
    }
}
