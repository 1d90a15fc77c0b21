package org.pagurus.engine.destination;

import java.util.List;
import org.pagurus.engine.Waits;
import org.pagurus.engine.destination.DestinationState.Away;
import org.pagurus.engine.destination.DestinationState.Receiving;
import org.pagurus.engine.destination.DestinationState.Rejoining;
import org.pagurus.engine.page.PageReceiver;
import org.pagurus.protocol.Limits;
import org.pagurus.protocol.wire.Resume;
import org.pagurus.protocol.wire.Resumed;
import org.pagurus.protocol.wire.StreamPosition;

/**
 * Keeps the guest and what has come of it when the connection is lost in pre-copy, for a limited
 * time, and goes on with the round under way when the source comes back. No frame of an old page
 * stream is taken once a new one may come.
 */
final class Rejoin {
    private final DestinationContext context;
    private final Rejection rejection;

    /** The latest one that the source has asked with. */
    private int attempt;

    Rejoin(DestinationContext context, Rejection rejection) {
        this.context = context;
        this.rejection = rejection;
    }

    /** The connection is lost while rounds come in. */
    DestinationState lost(Receiving round, String reason, long nowNs) {
        if (context.reconnectNs == 0) {
            return rejection.discard("connection to the source was lost: " + reason);
        }
        context.act(new DestinationAction.Disconnect());
        // The source may learn of it as late as silence tells.
        long limitNs = context.reconnectNs + context.waits.silenceNs();
        return new Away(round.announced(-1), nowNs + limitNs);
    }

    DestinationState expired() {
        return rejection.discard(
                "connection to the source was lost, and it did not come back within "
                        + Waits.text(context.reconnectNs));
    }

    /**
     * The source asks how much has come. The old streams are closed first, so that nothing is added
     * to it.
     */
    DestinationState resume(DestinationState state, Receiving round, Resume message) {
        if (context.reconnectNs == 0) {
            return rejection.unexpected(state, "RESUME");
        }
        if (message.getAttempt() <= attempt || message.getAttempt() > Limits.RESUME_ATTEMPTS) {
            return rejection.fail(
                    state,
                    "resume.attempt",
                    "expected "
                            + (attempt + 1)
                            + " to "
                            + Limits.RESUME_ATTEMPTS
                            + " but found "
                            + Integer.toUnsignedString(message.getAttempt()));
        }
        int asked = message.getRound();
        if (asked != round.round() && (asked < 0 || asked != round.round() - 1)) {
            return rejection.fail(
                    state,
                    "resume.round",
                    "expected "
                            + (round.round() == 0 ? "" : round.round() - 1 + " or ")
                            + round.round()
                            + " but found "
                            + Integer.toUnsignedString(asked));
        }
        attempt = message.getAttempt();
        context.act(new DestinationAction.CloseStreams(attempt));
        return new Rejoining(round.announced(-1), attempt);
    }

    /** Nothing comes from the old streams any more: new ones may be connected. */
    DestinationState streamsClosed(Rejoining state) {
        context.receivers = context.receivers.stream().map(PageReceiver::replace).toList();
        context.send(
                context.message()
                        .setResumed(
                                Resumed.newBuilder()
                                        .setAttempt(state.attempt())
                                        .setRound(state.round().round())
                                        .addAllStreams(positions())));
        return state.round();
    }

    private List<StreamPosition> positions() {
        return context.receivers.stream()
                .map(
                        receiver ->
                                StreamPosition.newBuilder()
                                        .setRound(receiver.round())
                                        .setFrames(receiver.frames())
                                        .build())
                .toList();
    }
}
