package org.pagurus.engine.source;

import java.io.IOException;
import org.pagurus.journal.JournalRecord;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.protocol.wire.ControlMessage;

/**
 * Settles a migration of which a host has only its journal left: asks the destination and does what
 * follows from its answers, as {@link Inquiry} says. There is one for each connection; where it has
 * not come to an end, the next one begins with the journal again.
 *
 * <p>No sockets, no clock, no threads. Owner: one thread.
 */
public final class Inquirer {
    /** An answer that does not come is asked for again. */
    public static final long ASK_AGAIN_NS = 1_000_000_000L;

    /** How long one connection is asked on. */
    public static final long LIMIT_NS = 5_000_000_000L;

    /** The host whose journal it is. */
    public interface Host {
        /** Whether the guest belongs to this host and its process died. */
        boolean isDown(String guestName);

        /** Says something to the destination. */
        void send(ControlMessage message);

        /**
         * Writes a step down; RELEASED only while the guest is not here and nobody boots it.
         *
         * @throws IOException when it is not written; then nothing follows from it
         */
        void append(JournalRecord record) throws IOException;

        /** The guest runs at the destination: what is left of it here ends. */
        void drop(String guestName);

        /**
         * The guest runs on here, if its process lives, and is announced: it may have run at the
         * destination.
         */
        void takeBack(String guestName);
    }

    /** How it stands. */
    public sealed interface Outcome {
        /** The destination is about to say more. */
        record Open() implements Outcome {}

        /** It has said how it stands, and what follows is written. */
        record Settled(JournalRecord last) implements Outcome {}

        /** It has said what may not come. */
        record Unsettled(String reason) implements Outcome {}
    }

    private final Host host;
    private JournalRecord now;

    /**
     * @param open the migration's last record: LEAVING, RELEASED or FORCED
     */
    public Inquirer(JournalRecord open, Host host) {
        this.host = host;
        now = open;
    }

    /** Asks how the destination stands. */
    public void ask() {
        send(ControlMessage.newBuilder().setQuery(Messages.QUERY));
    }

    /**
     * Does what follows from an answer.
     *
     * @param nowMs the time, in milliseconds since 1970
     * @throws IOException when a step could not be written; it is asked again on another connection
     */
    public Outcome answered(ControlMessage answer, long nowMs) throws IOException {
        return switch (verdict(answer)) {
            case ASK_AGAIN -> new Outcome.Open();
            case RELEASE -> {
                if (now.step() != Step.RELEASED) {
                    write(Step.RELEASED, nowMs);
                }
                send(ControlMessage.newBuilder().setRelease(Messages.RELEASE));
                yield new Outcome.Open();
            }
            case CANCEL -> {
                send(
                        ControlMessage.newBuilder()
                                .setCancel(Messages.cancel("the guest runs at the source")));
                yield new Outcome.Open();
            }
            case CONCLUDE -> {
                // The guest there is the one that stays: it has the memory, and was released to it.
                if (now.step() != Step.LEAVING) {
                    host.drop(now.guestName());
                }
                write(Step.DONE, nowMs);
                send(ControlMessage.newBuilder().setDone(Messages.DONE));
                yield new Outcome.Settled(now);
            }
            case RECLAIM -> {
                write(Step.RECLAIMED, nowMs);
                host.takeBack(now.guestName());
                yield new Outcome.Settled(now);
            }
            case KEEP -> {
                write(Step.KEPT, nowMs);
                yield new Outcome.Settled(now);
            }
            case UNEXPECTED ->
                    new Outcome.Unsettled(
                            now.peer()
                                    + " answered "
                                    + answer.getBodyCase().name()
                                    + ", which may not come when the journal says "
                                    + now.step());
        };
    }

    private Inquiry.Verdict verdict(ControlMessage answer) {
        return answer.getToken().equals(now.token().toBytes())
                ? Inquiry.verdict(now.step(), !host.isDown(now.guestName()), answer)
                : Inquiry.Verdict.UNEXPECTED;
    }

    private void write(Step step, long nowMs) throws IOException {
        JournalRecord next = now.then(step, nowMs);
        host.append(next);
        now = next;
    }

    private void send(ControlMessage.Builder message) {
        host.send(message.setToken(now.token().toBytes()).build());
    }
}
