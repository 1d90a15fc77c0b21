package org.pagurus.transport.host;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pagurus.guest.GuestDescription;
import org.pagurus.journal.Journal;
import org.pagurus.journal.JournalRecord;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.transport.driver.HostClock;

/** Where the journal has each guest. Owner: the {@link GuestTable}, under its lock. */
record GuestPlaces(Journal journal, HostClock clock) {
    /** The record that says where the guest is; null for one that is not this host's. */
    @Nullable JournalRecord of(String name) {
        return all().stream()
                .filter(place -> place.guestName().equals(name))
                .findFirst()
                .orElse(null);
    }

    List<JournalRecord> all() {
        return journal.guests();
    }

    /** Whether the guest came by this migration, and has not moved on since. */
    boolean isBy(JournalRecord migration) {
        JournalRecord place = of(migration.guestName());
        return place != null && place.token().equals(migration.token());
    }

    /** Lets nobody forget a guest while a migration of it is not settled. */
    void requireSettled(String name) throws RefusedException {
        require(name, Step::mustAsk);
    }

    /**
     * Lets nobody move a guest that was reclaimed by force: when its other host is heard from, it
     * may have to be stopped here.
     */
    void requireNotForced(String name) throws RefusedException {
        require(name, step -> step == Step.FORCED);
    }

    private void require(String name, Predicate<Step> unsettled) throws RefusedException {
        for (JournalRecord last : journal.migrations()) {
            if (unsettled.test(last.step()) && last.guestName().equals(name)) {
                throw new RefusedException(
                        "name",
                        "a migration of guest "
                                + name
                                + " is not settled; 'pagurus recover "
                                + name
                                + "' asks "
                                + last.peer());
            }
        }
    }

    void stopped(@Nullable GuestDescription guest) throws RefusedException {
        write(JournalRecord.of(Step.STOPPED, JournalRecord.NO_MIGRATION, guest));
    }

    void write(JournalRecord record) throws RefusedException {
        try {
            journal.append(record.stamped(record.peer(), clock.nowMs()));
        } catch (IOException e) {
            throw RefusedException.ofJournal(e);
        }
    }
}
