package org.pagurus.engine.source;

import org.pagurus.engine.source.SourceState.ComparingClocks;
import org.pagurus.engine.source.SourceState.OpeningStreams;
import org.pagurus.engine.source.SourceState.Reserving;
import org.pagurus.protocol.ControlMessages;
import org.pagurus.protocol.wire.ClockReply;

/** Stages 0 and 1: asks for room, connects the page streams, compares the clocks. */
final class Reservation {
    /** Clock exchanges before the load begins. */
    private static final int QUIET_EXCHANGES = 4;

    private final SourceContext context;
    private final PreCopy preCopy;
    private final int windowLog;

    Reservation(SourceContext context, PreCopy preCopy, int windowLog) {
        this.windowLog = windowLog;
        this.context = context;
        this.preCopy = preCopy;
    }

    SourceState start(long nowNs) {
        context.report.start(nowNs);
        context.deadlineNs = LinkWatch.later(nowNs, context.options.timeLimitNs());
        context.link.connected(nowNs);
        context.send(
                context.message()
                        .setSetup(
                                ControlMessages.setup(
                                        context.guest,
                                        context.options.streams(),
                                        context.verifiesAll(),
                                        windowLog,
                                        reconnectLimitMs())));
        return new Reserving();
    }

    private int reconnectLimitMs() {
        return (int) Math.ceilDiv(context.options.waits().reconnectNs(), 1_000_000);
    }

    SourceState reserved() {
        context.mayBeKept = reconnectLimitMs() > 0;
        context.act(new SourceAction.OpenStreams(0));
        return new OpeningStreams();
    }

    SourceState streamsOpened(long nowNs) {
        context.probe(nowNs);
        return new ComparingClocks();
    }

    /** Takes in an exchange, whatever the state; the first ones are waited for. */
    SourceState clockReply(SourceState state, ClockReply reply, long nowNs) {
        context.clock.exchanged(
                reply.getProbeSentNs(), reply.getReceivedNs(), reply.getSentNs(), nowNs);
        if (!(state instanceof ComparingClocks)) {
            return state;
        }
        if (context.clock.exchanges() < QUIET_EXCHANGES) {
            context.probe(nowNs);
            return state;
        }
        return preCopy.begin(nowNs);
    }
}
