package org.pagurus.transport.host;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.pagurus.journal.Journal;
import org.pagurus.journal.JournalRecord;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.transport.command.HostReply.RecoveryResult;
import org.pagurus.transport.command.HostReply.RecoveryStep;

/** One thing that a recovery has to do. */
sealed interface RecoveryCase {
    /** The record of the guest or the migration that it is about. */
    JournalRecord record();

    /** What will be done, and what that risks, before it is done. */
    RecoveryStep explain(boolean force);

    default boolean matches(String target) {
        return record().guestName().equals(target) || record().token().toString().equals(target);
    }

    /**
     * All that there is to do.
     *
     * @param open migrations of which this host was the source and that are not settled
     * @param gone guests that the journal has and that are not here
     */
    static List<RecoveryCase> all(
            List<JournalRecord> open,
            List<JournalRecord> gone,
            Journal journal,
            Predicate<MigrationToken> isLive) {
        List<RecoveryCase> cases = new ArrayList<>();
        Set<String> asked = new HashSet<>();
        for (JournalRecord last : open) {
            boolean live = isLive.test(last.token());
            if (!live) {
                cases.add(new Ask(last));
            } else if (last.step() == Step.RELEASED) {
                cases.add(new Live(last));
            }
            asked.add(last.guestName());
        }
        for (JournalRecord place : gone) {
            if (!asked.contains(place.guestName())) {
                boolean unconfirmed =
                        place.step() == Step.OWNED
                                && journal.last(place.token())
                                        .filter(last -> last.step() == Step.OWNED)
                                        .isPresent();
                cases.add(unconfirmed ? new Unconfirmed(place) : new Boot(place));
            }
        }
        return cases;
    }

    static RecoveryResult result(JournalRecord record, boolean settled, String message) {
        return new RecoveryResult(record.guestName(), record.token().toString(), settled, message);
    }

    private static RecoveryStep step(JournalRecord record, String what, String risk) {
        return new RecoveryStep(record.guestName(), record.token().toString(), what, risk);
    }

    /** The guest belongs here and its process died. */
    record Boot(JournalRecord record) implements RecoveryCase {
        @Override
        public RecoveryStep explain(boolean force) {
            return step(
                    record,
                    "boot guest " + record.guestName() + " again",
                    "its memory is lost: it begins anew, without anything that was written to it");
        }
    }

    /** The same, but the source may still hold the guest's memory and ask for it. */
    record Unconfirmed(JournalRecord record) implements RecoveryCase {
        @Override
        public RecoveryStep explain(boolean force) {
            return force
                    ? step(
                            record,
                            "boot guest "
                                    + record.guestName()
                                    + " again before its source has asked for it",
                            "its memory is lost, here and, where the source still holds it as it"
                                    + " was at the pause, there too")
                    : step(
                            record,
                            "ask the source of guest "
                                    + record.guestName()
                                    + " whether it has let go of its memory: then boot it again; if"
                                    + " not, it asks by itself, and is waited for",
                            "none; --force-reclaim boots it anew where the source is gone for good");
        }
    }

    /** A migration under way is in doubt, with the guest paused here. */
    record Live(JournalRecord record) implements RecoveryCase {
        @Override
        public RecoveryStep explain(boolean force) {
            return force
                    ? step(
                            record,
                            "if "
                                    + record.peer()
                                    + " cannot be reached, let guest "
                                    + record.guestName()
                                    + " run on here with its memory",
                            twoGuests(record))
                    : step(
                            record,
                            "wait: the migration of guest "
                                    + record.guestName()
                                    + " asks "
                                    + record.peer()
                                    + " by itself",
                            "none");
        }
    }

    /** Only the journal is left of a migration that took, or was about to take, the guest away. */
    record Ask(JournalRecord record) implements RecoveryCase {
        @Override
        public RecoveryStep explain(boolean force) {
            String what =
                    "ask "
                            + record.peer()
                            + " what has become of guest "
                            + record.guestName()
                            + ": if it has the guest, it keeps it; if it has refused it, the guest"
                            + " belongs here and is booted again if it is down";
            if (!force) {
                return step(
                        record,
                        what,
                        "a guest that is booted again has lost its memory; there are never two");
            }
            return step(
                    record,
                    what + "; if it cannot be reached, boot the guest here all the same",
                    record.step() == Step.LEAVING
                            ? "its memory is lost, though "
                                    + record.peer()
                                    + " may hold it complete; there are never two"
                            : twoGuests(record) + "; its memory is lost");
        }
    }

    private static String twoGuests(JournalRecord record) {
        return "if "
                + record.peer()
                + " runs the guest, there are two until it is heard from: then the one here is"
                + " stopped, with all that was written to it";
    }
}
