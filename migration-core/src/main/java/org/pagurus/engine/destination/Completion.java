package org.pagurus.engine.destination;

import org.jspecify.annotations.Nullable;
import org.pagurus.engine.destination.DestinationState.Completing;
import org.pagurus.engine.destination.DestinationState.Prepared;
import org.pagurus.engine.destination.DestinationState.Verifying;
import org.pagurus.guest.DeviceState;
import org.pagurus.protocol.wire.LastRoundEnd;

/**
 * Stage 3: the last pages, the device state and the source's last word, in any order, for they
 * travel on different streams; then the check that nothing is missing.
 */
final class Completion {
    private final DestinationContext context;
    private final Rejection rejection;
    private @Nullable LastRoundEnd lastRoundEnd;
    private boolean devicesAsked;
    private boolean devicesLoaded;
    private long devicesStartedNs;
    private long deviceLoadNs;

    Completion(DestinationContext context, Rejection rejection) {
        this.context = context;
        this.rejection = rejection;
    }

    DestinationState savedDevices(DestinationState state, byte[] saved, long nowNs) {
        if (devicesAsked) {
            return rejection.unexpected(state, "a second SAVED_DEVICES");
        }
        if (saved.length > DeviceState.MAX_BYTES) {
            return rejection.fail(
                    state,
                    "savedDevices.state",
                    "expected up to " + DeviceState.MAX_BYTES + " bytes but found " + saved.length);
        }
        devicesAsked = true;
        devicesStartedNs = nowNs;
        context.act(new DestinationAction.LoadDeviceState(saved));
        return state;
    }

    DestinationState devicesLoaded(DestinationState state, long nowNs) {
        deviceLoadNs = nowNs - devicesStartedNs;
        devicesLoaded = true;
        return state instanceof Completing s ? complete(s, nowNs) : state;
    }

    DestinationState lastRoundEnd(DestinationState state, LastRoundEnd message, long nowNs) {
        if (lastRoundEnd != null) {
            return rejection.unexpected(state, "a second LAST_ROUND_END");
        }
        lastRoundEnd = message;
        return state instanceof Completing s ? complete(s, nowNs) : state;
    }

    /** Checks all, once all is here. */
    DestinationState complete(Completing s, long nowNs) {
        LastRoundEnd word = lastRoundEnd;
        if (word == null || !devicesLoaded) {
            return s;
        }
        if (word.getRound() != s.round() || word.getPages() != s.pages()) {
            return rejection.fail(
                    s,
                    "lastRoundEnd.pages",
                    "expected "
                            + s.pages()
                            + " in round "
                            + s.round()
                            + " but found "
                            + word.getPages()
                            + " in round "
                            + word.getRound());
        }
        if (word.getDigest() != context.hashes().digest()) {
            return rejection.fail(s, "lastRoundEnd.digest", "the memories differ");
        }
        if (context.verifyFull) {
            context.act(new DestinationAction.VerifyMemory());
            return new Verifying(word.getDigest(), nowNs);
        }
        return prepared(0);
    }

    DestinationState memoryVerified(Verifying s, long digest, long nowNs) {
        return digest == s.digest()
                ? prepared(nowNs - s.startedNs())
                : rejection.fail(
                        s, "lastRoundEnd.digest", "memory read again differs from the source's");
    }

    private DestinationState prepared(long verifyNs) {
        context.send(
                context.message()
                        .setPrepared(
                                org.pagurus.protocol.wire.Prepared.newBuilder()
                                        .setDeviceLoadNs(deviceLoadNs)
                                        .setDigestNs(verifyNs)));
        return new Prepared();
    }
}
