package org.pagurus.simulator.checker;

import org.jspecify.annotations.Nullable;
import org.pagurus.guest.software.SoftwareGuest;
import org.pagurus.journal.JournalRecord;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.simulator.driver.ExactMigration;
import org.pagurus.simulator.driver.VirtualHost;

/**
 * The two hosts of a migration as checkers look at them: from outside, at any time.
 *
 * @param source the host that the guest is to leave
 * @param destination the host that it is to come to
 */
public record Scene(VirtualHost source, VirtualHost destination, ExactMigration migration) {
    /** The guest at the source; null when it is gone. */
    @Nullable SoftwareGuest here() {
        SoftwareGuest guest = migration.guest();
        return guest.isClosed() ? null : guest;
    }

    /** The guest at the destination; null when there is none. */
    @Nullable SoftwareGuest there() {
        SoftwareGuest guest = migration.arrivedGuest();
        return guest == null || guest.isClosed() ? null : guest;
    }

    boolean runsHere() {
        return migration.guest().isRunning();
    }

    boolean runsThere() {
        SoftwareGuest guest = migration.arrivedGuest();
        return guest != null && guest.isRunning();
    }

    /** Whether the source owns the guest, by its journal. */
    boolean sourceOwns() {
        return source.journal().guests().stream().anyMatch(place -> place.step().bringsGuest());
    }

    /** Whether the destination does. */
    boolean destinationOwns() {
        return !destination.journal().guests().isEmpty();
    }

    /** The migration's last step at the source. */
    Step lastStep() {
        return source.journal().last(migration.token()).map(JournalRecord::step).orElseThrow();
    }
}
