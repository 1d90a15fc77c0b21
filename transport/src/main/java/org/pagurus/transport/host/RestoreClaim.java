package org.pagurus.transport.host;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pagurus.guest.GuestDescription;
import org.pagurus.journal.Journal;
import org.pagurus.journal.JournalRecord;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.transport.host.Settlement.Result;

/**
 * That a guest may be restored on this host: a checkpoint is a second copy of it, and there must
 * never be two that run.
 *
 * @param from where the journal has the guest, and must have it still when it is made; null for
 *     nowhere
 * @param by the record that says that it runs here from now on
 */
record RestoreClaim(@Nullable JournalRecord from, JournalRecord by) {

    /** Who is asked. Used while nobody else asks for guests or boots them. */
    record Claims(GuestTable guests, Journal journal, Settlement settlement) {
        /**
         * Claims a guest. Where a migration of it is not settled, its other side is asked first.
         *
         * @param force whether to do without another host's word
         * @throws RefusedException when the guest is another host's, or may be
         */
        RestoreClaim claim(GuestDescription guest, boolean force)
                throws RefusedException, InterruptedException {
            String name = guest.name();
            requireAway(name);
            JournalRecord forced = null;
            for (JournalRecord open : open(name)) {
                forced = settle(open, force) ? forced : open;
            }
            JournalRecord place = place(name);
            if (place == null) {
                if (!force) {
                    requireNotElsewhere(name);
                }
                return new RestoreClaim(null, started(guest));
            }
            requireSame(guest, place);
            if (!force) {
                requireConfirmed(place);
            }
            return new RestoreClaim(place, by(place, forced, guest));
        }

        /** Until its other side is heard from, a guest that was released carries that. */
        private static JournalRecord by(
                JournalRecord place, @Nullable JournalRecord forced, GuestDescription guest) {
            return forced != null
                            && forced.step() != Step.LEAVING
                            && place.token().equals(forced.token())
                    ? forced.then(Step.FORCED, 0)
                    : started(guest);
        }

        /** There is none of this name here now. */
        void requireAway(String name) throws RefusedException {
            if (guests.isHere(name)) {
                throw refused(name, "is on this host already; a checkpoint of it is a second one");
            }
        }

        /** Answers with whether the other side has said what there is to say. */
        private boolean settle(JournalRecord open, boolean force)
                throws RefusedException, InterruptedException {
            String name = open.guestName();
            return switch (settlement.settle(open)) {
                case Result.Settled settled -> {
                    if (settled.last().step() == Step.DONE) {
                        throw refused(name, "runs on " + open.peer());
                    }
                    yield true;
                }
                case Result.Unsettled unsettled ->
                        throw refused(name, "is in doubt: " + unsettled.reason());
                case Result.Unreached unreached -> {
                    if (!force) {
                        throw refused(
                                name,
                                "is in doubt: "
                                        + unreached.reason()
                                        + "; --force restores it without "
                                        + open.peer()
                                        + "'s word: if it runs there, there are two");
                    }
                    yield false;
                }
            };
        }

        /** The journal does not say that the guest went to another host, or stayed on one. */
        private void requireNotElsewhere(String name) throws RefusedException {
            List<JournalRecord> known =
                    journal.migrations().stream()
                            .filter(last -> last.guestName().equals(name))
                            .toList();
            if (known.isEmpty()) {
                return;
            }
            JournalRecord last = known.getLast();
            String where =
                    switch (last.step()) {
                        case DONE -> "was handed over to " + last.peer();
                        case REFUSED ->
                                "stayed on its host when it was to come from " + last.peer();
                        default -> null;
                    };
            if (where != null) {
                throw refused(
                        name,
                        where
                                + " and may run there; --force restores it here all the same: if it"
                                + " runs there, there are two");
            }
        }

        private static void requireSame(GuestDescription guest, JournalRecord place)
                throws RefusedException {
            if (!guest.equals(place.guest())) {
                throw refused(
                        guest.name(),
                        "is down here and is another than the checkpoint's; 'pagurus guest stop "
                                + guest.name()
                                + "' forgets it");
            }
        }

        private void requireConfirmed(JournalRecord place) throws RefusedException {
            boolean unconfirmed =
                    place.step() == Step.OWNED
                            && journal.last(place.token())
                                    .filter(last -> last.step() == Step.OWNED)
                                    .isPresent();
            if (unconfirmed) {
                throw refused(
                        place.guestName(),
                        "came from "
                                + place.peer()
                                + ", which may still hold its memory and asks by itself; --force"
                                + " restores it from the checkpoint, and the memory there is"
                                + " dropped");
            }
        }

        private List<JournalRecord> open(String name) {
            return journal.migrations().stream()
                    .filter(last -> last.step().mustAsk())
                    .filter(last -> last.guestName().equals(name))
                    .toList();
        }

        private @Nullable JournalRecord place(String name) {
            return guests.gone().stream()
                    .filter(place -> place.guestName().equals(name))
                    .findFirst()
                    .orElse(null);
        }
    }

    private static JournalRecord started(GuestDescription guest) {
        return JournalRecord.of(Step.STARTED, JournalRecord.NO_MIGRATION, guest);
    }

    private static RefusedException refused(String name, String why) {
        return new RefusedException("guest", name + " " + why);
    }
}
