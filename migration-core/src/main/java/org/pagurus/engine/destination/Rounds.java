package org.pagurus.engine.destination;

import org.pagurus.engine.destination.DestinationState.Completing;
import org.pagurus.engine.destination.DestinationState.Receiving;
import org.pagurus.engine.page.PageReceiver.RoundEnd;
import org.pagurus.protocol.wire.RoundReceived;

/** Stage 2: rounds come in. */
final class Rounds {
    private final DestinationContext context;
    private final Completion completion;
    private final Rejection rejection;

    Rounds(DestinationContext context, Completion completion, Rejection rejection) {
        this.context = context;
        this.completion = completion;
        this.rejection = rejection;
    }

    DestinationState streamEnded(Receiving s, RoundEnd end, long nowNs) {
        if (end.round() != s.round()) {
            return rejection.fail(
                    s,
                    "frame.round",
                    "stream "
                            + end.stream()
                            + " ended round "
                            + end.round()
                            + " in round "
                            + s.round());
        }
        Receiving next = s.streamEnded(end.pages(), end.last());
        int ended = context.streams - next.streamsLeft();
        boolean last = next.lastStreams() > 0;
        // A stream that goes on behind the last round could write into the running guest.
        if (last && (next.lastStreams() != ended || next.announcedPages() >= 0)) {
            return rejection.fail(
                    s,
                    "frame.type",
                    "round " + s.round() + " is the last one for some streams and not for others");
        }
        if (last && next.streamsLeft() == 0) {
            return completion.complete(new Completing(s.round(), next.pages()), nowNs);
        }
        return endIfComplete(next);
    }

    /** The source's word about the pages of a round. */
    DestinationState announced(Receiving s, int round, long pages) {
        if (s.round() != round || s.announcedPages() >= 0 || s.lastStreams() > 0) {
            return rejection.unexpected(s, "ROUND_END of round " + round);
        }
        return endIfComplete(s.announced(pages));
    }

    private DestinationState endIfComplete(Receiving s) {
        if (s.streamsLeft() > 0 || s.announcedPages() < 0) {
            return s;
        }
        if (s.pages() != s.announcedPages()) {
            return rejection.fail(
                    s,
                    "roundEnd.pages",
                    "expected " + s.pages() + " but found " + s.announcedPages());
        }
        context.send(
                context.message().setRoundReceived(RoundReceived.newBuilder().setRound(s.round())));
        return Receiving.begin(s.round() + 1, context.streams);
    }
}
