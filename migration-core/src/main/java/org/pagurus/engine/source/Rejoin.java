package org.pagurus.engine.source;

import org.pagurus.engine.Waits;
import org.pagurus.engine.page.PageSender;
import org.pagurus.engine.source.Outage.Progress;
import org.pagurus.engine.source.SourceState.Away;
import org.pagurus.engine.source.SourceState.Harvesting;
import org.pagurus.engine.source.SourceState.Interrupted;
import org.pagurus.engine.source.SourceState.Rejoining;
import org.pagurus.engine.source.SourceState.Reopening;
import org.pagurus.engine.source.SourceState.Sending;
import org.pagurus.protocol.Limits;
import org.pagurus.protocol.ProtocolException;
import org.pagurus.protocol.wire.Resume;
import org.pagurus.protocol.wire.Resumed;
import org.pagurus.protocol.wire.StreamPosition;
import org.pagurus.report.Outcome;

/**
 * Goes on with pre-copy over a fresh connection when the one before is lost: the guest runs and its
 * dirty log goes on meanwhile. The destination says how much of the round under way has arrived,
 * and only what has not is sent again.
 */
final class Rejoin {
    private final SourceContext context;
    private final BackOut backOut;

    /** Counts how often the destination was asked. */
    private int attempt;

    Rejoin(SourceContext context, BackOut backOut) {
        this.context = context;
        this.backOut = backOut;
    }

    /** The connection is lost, or could not be made. */
    SourceState lost(SourceState state, String reason, long sinceNs, long nowNs) {
        if (context.options.waits().reconnectNs() == 0) {
            return backOut.connectionLost(state, reason, nowNs);
        }
        return switch (state) {
            case Sending s -> {
                context.book.restartRound();
                yield leave(s.round(), s.startedNs(), Progress.SENDING, sinceNs, nowNs, reason);
            }
            case Harvesting s ->
                    leave(
                            s.round(),
                            s.roundStartedNs(),
                            Progress.HARVESTING,
                            sinceNs,
                            nowNs,
                            reason);
            case Away s ->
                    retry(
                            s.outage(),
                            Math.min(2 * s.retryNs(), context.options.waits().maxRetryNs()));
            case Interrupted s -> retry(s.outage(), s.retryNs());
            default -> throw new IllegalStateException("nothing to go on with in " + state);
        };
    }

    /** There is a connection again. */
    SourceState connected(Away state, long nowNs) {
        if (attempt == Limits.RESUME_ATTEMPTS) {
            return backOut.giveUp(
                    state,
                    Outcome.FAILED,
                    "connection to the destination was lost "
                            + attempt
                            + " times: "
                            + state.outage().reason(),
                    nowNs);
        }
        attempt++;
        context.send(
                context.message()
                        .setResume(
                                Resume.newBuilder()
                                        .setAttempt(attempt)
                                        .setRound(state.outage().round())));
        return new Rejoining(state.outage(), state.retryNs());
    }

    /** The destination has said what has arrived. */
    SourceState resumed(Rejoining state, Resumed message, long nowNs) {
        Outage outage = state.outage();
        try {
            check(outage, message);
        } catch (ProtocolException e) {
            return backOut.giveUp(
                    state, Outcome.FAILED, "the destination: " + e.getMessage(), nowNs);
        }
        for (int stream = 0; stream < context.senders.size(); stream++) {
            StreamPosition position = message.getStreams(stream);
            PageSender sender = context.senders.get(stream);
            sender.resumeAt(
                    position.getRound() == outage.round() ? position.getFrames() : sender.frames());
        }
        boolean arrived = message.getRound() > outage.round();
        context.act(new SourceAction.OpenStreams(attempt));
        return new Reopening(
                arrived && !outage.isReceived() ? outage.at(Progress.RECEIVED) : outage,
                state.retryNs());
    }

    /** The page streams are connected again: the round goes on. */
    SourceState reopened(Reopening state, long nowNs) {
        Outage outage = state.outage();
        context.book.away(nowNs - outage.sinceNs());
        context.report.resumed(nowNs - outage.sinceNs());
        return switch (outage.progress()) {
            case SENDING -> {
                context.act(new SourceAction.SendRound(outage.round(), false));
                yield new Sending(
                        outage.round(), context.options.streams(), outage.roundStartedNs());
            }
            case RECEIVED -> {
                context.act(new SourceAction.Harvest(context.book.beginHarvest()));
                yield new Harvesting(outage.round(), outage.roundStartedNs(), nowNs, false);
            }
            case HARVESTING -> new Harvesting(outage.round(), outage.roundStartedNs(), nowNs, true);
            case HARVESTED -> {
                // The guest has gone on writing: what was read does not say any more how it stands.
                context.act(new SourceAction.Harvest(context.book.harvested()));
                yield new Harvesting(outage.round(), outage.roundStartedNs(), nowNs, false);
            }
        };
    }

    /** The dirty log was read while the connection is away. */
    static SourceState harvested(Interrupted state) {
        return state.outage().progress() == Progress.HARVESTING
                ? state.with(state.outage().at(Progress.HARVESTED))
                : state;
    }

    /** Nobody has come back: the destination gives up by itself. */
    SourceState expired(Interrupted state, long nowNs) {
        context.mayBeKept = false;
        return backOut.connectionLost(
                state,
                state.outage().reason()
                        + "; it did not come back within "
                        + Waits.text(context.options.waits().reconnectNs()),
                nowNs);
    }

    private SourceState leave(
            int round, long startedNs, Progress progress, long sinceNs, long nowNs, String reason) {
        long untilNs = LinkWatch.later(nowNs, context.options.waits().reconnectNs());
        return retry(
                new Outage(round, startedNs, progress, sinceNs, untilNs, reason),
                context.options.waits().firstRetryNs());
    }

    private SourceState retry(Outage outage, long delayNs) {
        context.act(new SourceAction.AbandonStreams());
        context.act(new SourceAction.Reconnect(delayNs));
        return new Away(outage, delayNs);
    }

    private void check(Outage outage, Resumed message) throws ProtocolException {
        int round = outage.round();
        boolean allSent = context.senders.stream().allMatch(PageSender::isRoundSent);
        require(message.getAttempt() == attempt, "resumed.attempt", attempt, message.getAttempt());
        boolean arrived = message.getRound() == round + 1;
        require(
                arrived ? allSent : message.getRound() == round && !outage.isReceived(),
                "resumed.round",
                rounds(round, !outage.isReceived(), allSent),
                message.getRound());
        require(
                message.getStreamsCount() == context.senders.size(),
                "resumed.streams",
                context.senders.size(),
                message.getStreamsCount());
        for (int stream = 0; stream < context.senders.size(); stream++) {
            checkStream(round, arrived, stream, message.getStreams(stream));
        }
    }

    private void checkStream(int round, boolean arrived, int stream, StreamPosition position)
            throws ProtocolException {
        PageSender sender = context.senders.get(stream);
        String field = "resumed.streams[" + stream + "].";
        boolean ended = position.getRound() == round + 1;
        require(
                ended ? sender.isRoundSent() : position.getRound() == round && !arrived,
                field + "round",
                rounds(round, !arrived, sender.isRoundSent()),
                position.getRound());
        // Behind the frame that ends the round nothing has been sent.
        int sent = sender.isRoundSent() ? sender.frames() - 1 : sender.frames();
        int most = ended ? 0 : sent;
        require(
                position.getFrames() >= 0 && position.getFrames() <= most,
                field + "frames",
                "up to " + most,
                Integer.toUnsignedString(position.getFrames()));
    }

    /** This round if it may be unfinished, the next one if it may have come whole. */
    private static String rounds(int round, boolean unfinished, boolean whole) {
        String next = String.valueOf(round + 1);
        return !unfinished ? next : whole ? round + " or " + next : String.valueOf(round);
    }

    private static void require(boolean holds, String field, Object expected, Object found)
            throws ProtocolException {
        if (!holds) {
            throw new ProtocolException(field, "expected " + expected + " but found " + found);
        }
    }
}
