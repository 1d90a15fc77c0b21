package org.pagurus.transport.host;

import java.io.IOException;
import java.util.List;
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

    /**
     * Lets nobody touch a guest that a migration took away from here, or was about to, while nobody
     * knows what became of it.
     */
    void requireSettled(String name) throws RefusedException {
        boolean unsettled =
                journal.migrations().stream()
                        .anyMatch(
                                last ->
                                        last.step().isOpen()
                                                && last.step().isOfSource()
                                                && last.guestName().equals(name));
        if (unsettled) {
            throw new RefusedException(
                    "name",
                    "a migration of guest "
                            + name
                            + " is not settled; 'pagurus recover "
                            + name
                            + "' asks the other host");
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
