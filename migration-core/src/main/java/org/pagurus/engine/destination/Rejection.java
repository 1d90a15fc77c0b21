package org.pagurus.engine.destination;

import org.pagurus.engine.destination.DestinationState.Unknown;
import org.pagurus.protocol.ControlMessages;
import org.pagurus.protocol.wire.Failed;

/** Forgets the guest while that is safe, and tells the source why. */
final class Rejection {
    private static final String BODY = "control.body";

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
        tell(field, reason);
        return next;
    }

    DestinationState unexpected(DestinationState state, String what) {
        return fail(state, BODY, reason(state, what));
    }

    /** What a source waits for an answer to, even if there is no guest. */
    DestinationState unexpectedQuestion(DestinationState state, String what) {
        if (!state.hasNoGuest()) {
            return unexpected(state, what);
        }
        tell(BODY, reason(state, what));
        return state;
    }

    private static String reason(DestinationState state, String what) {
        return what + " may not come in state " + state.label();
    }

    private void tell(String field, String reason) {
        context.send(
                context.message()
                        .setFailed(
                                Failed.newBuilder()
                                        .setField(field)
                                        .setReason(ControlMessages.reason(reason))));
    }

    DestinationState discard(String reason) {
        String line = ControlMessages.reason(reason);
        context.act(new DestinationAction.Discard(line));
        context.finish(false, line);
        return new Unknown();
    }
}
