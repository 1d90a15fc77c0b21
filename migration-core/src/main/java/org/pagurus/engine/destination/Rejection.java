package org.pagurus.engine.destination;

import org.pagurus.engine.destination.DestinationState.Unknown;
import org.pagurus.protocol.ControlMessages;
import org.pagurus.protocol.wire.Failed;

/** Forgets the guest while that is safe, and tells the source why. */
final class Rejection {
    private final DestinationContext context;

    Rejection(DestinationContext context) {
        this.context = context;
    }

    /** Something is wrong on this side or with what came. Changes nothing where it is too late. */
    DestinationState fail(DestinationState state, String field, String reason) {
        if (!state.mayForget()) {
            return state;
        }
        DestinationState next = discard(field + ": " + reason);
        context.send(
                context.message()
                        .setFailed(
                                Failed.newBuilder()
                                        .setField(field)
                                        .setReason(ControlMessages.reason(reason))));
        return next;
    }

    DestinationState unexpected(DestinationState state, String what) {
        return fail(state, "control.body", what + " may not come in state " + state.label());
    }

    DestinationState discard(String reason) {
        context.act(new DestinationAction.Discard(reason));
        context.finish(false, reason);
        return new Unknown();
    }
}
