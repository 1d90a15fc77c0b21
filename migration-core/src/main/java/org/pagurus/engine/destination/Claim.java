package org.pagurus.engine.destination;

import org.pagurus.engine.destination.DestinationState.Idle;
import org.pagurus.engine.destination.DestinationState.Owned;
import org.pagurus.engine.destination.DestinationState.Owning;
import org.pagurus.engine.destination.DestinationState.Prepared;
import org.pagurus.engine.destination.DestinationState.Refused;
import org.pagurus.engine.destination.DestinationState.Refusing;
import org.pagurus.engine.destination.DestinationState.Resuming;
import org.pagurus.engine.destination.DestinationState.Unknown;
import org.pagurus.journal.JournalRecord;
import org.pagurus.protocol.wire.Ownership;
import org.pagurus.protocol.wire.Running;
import org.pagurus.protocol.wire.Standing;

/** Stages 4 and 5: takes the guest over, or refuses it for good, and says how it stands. */
final class Claim {
    private final DestinationContext context;
    private final Rejection rejection;

    Claim(DestinationContext context, Rejection rejection) {
        this.context = context;
        this.rejection = rejection;
    }

    DestinationState release(DestinationState state, long nowNs) {
        return switch (state) {
            case Prepared s -> {
                context.append(JournalRecord.Step.OWNED);
                yield new Owning(nowNs);
            }
            case Owning s -> s; // it comes again when the connection was lost meanwhile
            case Resuming s -> s;
            default -> answer(state, "RELEASE");
        };
    }

    DestinationState query(DestinationState state) {
        return switch (state) {
            case Prepared s -> stand(s, Ownership.OWNERSHIP_PREPARED);
            case Owning s -> stand(s, Ownership.OWNERSHIP_OWNED);
            case Resuming s -> stand(s, Ownership.OWNERSHIP_OWNED);
            default -> answer(state, "QUERY");
        };
    }

    DestinationState appended(DestinationState state, long nowNs) {
        return switch (state) {
            case Owning s -> {
                context.act(new DestinationAction.ResumeGuest());
                yield new Resuming(nowNs - s.startedNs(), nowNs);
            }
            case Refusing s -> stand(new Refused(), Ownership.OWNERSHIP_REFUSED);
            case Owned s -> s;
            default -> throw new IllegalStateException("Appended in " + state);
        };
    }

    /** Nothing is decided: the source will ask again, and then it is tried again. */
    DestinationState appendFailed(DestinationState state, String reason) {
        return switch (state) {
            case Owning s -> new Prepared();
            case Refusing s -> new Unknown();
            case Owned s -> s; // the journal keeps what nobody will ask for: no harm
            default -> throw new IllegalStateException("AppendFailed in " + state + ": " + reason);
        };
    }

    DestinationState guestResumed(Resuming s, long nowNs) {
        Running running =
                Running.newBuilder()
                        .setResumedAtNs(nowNs)
                        .setJournalNs(s.journalNs())
                        .setResumeNs(nowNs - s.startedNs())
                        .build();
        context.act(new DestinationAction.Announce());
        context.send(context.message().setRunning(running));
        context.finish(true, "the guest runs here");
        return new Owned(running, false);
    }

    /** The source will not ask again, so that the migration may be forgotten. */
    DestinationState done(DestinationState state) {
        if (!(state instanceof Owned s)) {
            return rejection.unexpected(state, "DONE");
        }
        if (!s.confirmed()) {
            context.append(JournalRecord.Step.CONFIRMED);
        }
        return new Owned(s.running(), true);
    }

    /** It never ran here, so that it can still go back to the source. */
    DestinationState guestNotResumed(String reason) {
        rejection.discard("guest: " + reason);
        return refuse();
    }

    /** What a release and a query are answered alike. */
    private DestinationState answer(DestinationState state, String what) {
        return switch (state) {
            case Owned s -> {
                context.send(context.message().setRunning(s.running()));
                yield s;
            }
            case Idle s -> {
                context.finish(false, "asked about a guest that never came to this host");
                yield refuse();
            }
            case Unknown s -> refuse();
            case Refusing s -> s;
            case Refused s -> stand(s, Ownership.OWNERSHIP_REFUSED);
            default -> rejection.unexpected(state, what);
        };
    }

    private Refusing refuse() {
        context.append(JournalRecord.Step.REFUSED);
        return new Refusing();
    }

    private DestinationState stand(DestinationState state, Ownership ownership) {
        context.send(context.message().setStanding(Standing.newBuilder().setOwnership(ownership)));
        return state;
    }
}
