package org.pagurus.journal;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.pagurus.guest.GuestDescription;
import org.pagurus.protocol.MigrationToken;

/**
 * One step of a guest's ownership that must survive a crash. It says all there is to say, so that
 * the last record of a migration or of a guest is enough.
 *
 * @param token the migration; {@link #NO_MIGRATION} for a guest that starts or stops here
 * @param guest all that a host needs to boot it again; null for a migration that was asked for and
 *     is not known here
 * @param peer the other side, as {@code HOST:PORT} where it can be asked; empty for none
 * @param atMs when it was written, in milliseconds since 1970
 */
public record JournalRecord(
        Step step, MigrationToken token, @Nullable GuestDescription guest, String peer, long atMs) {
    public static final MigrationToken NO_MIGRATION = new MigrationToken(0, 0);
    public static final int MAX_PEER_BYTES = 512;

    /** The step's number in the journal; zero is invalid. */
    public enum Step {
        /** Source: the guest belongs to the destination; it never resumes here by itself. */
        RELEASED(1),
        /** Destination: the guest belongs to this host. */
        OWNED(2),
        /** Destination: there is no guest; a late release must not revive it. */
        REFUSED(3),
        /** Source: the destination has refused the guest; it belongs to this host again. */
        RECLAIMED(4),
        /** Source: the guest runs at the destination; there is nothing more to ask. */
        DONE(5),
        /** Destination: the source knows that the guest runs here; it asks no more. */
        CONFIRMED(6),
        /** Source: a migration is about to take the guest away; it still belongs to this host. */
        LEAVING(7),
        /** Source: the migration is off, and the destination has forgotten the guest. */
        KEPT(8),
        /** Source: a person has taken the guest back without the destination's word. */
        FORCED(9),
        /** The guest was booted here. */
        STARTED(10),
        /** The guest was stopped here for good. */
        STOPPED(11);

        private final int number;

        Step(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }

        /** The step with this number, or null. */
        static @Nullable Step ofNumber(int number) {
            return number >= 1 && number <= values().length ? values()[number - 1] : null;
        }

        /** Whether it is a step of a migration, and not of a guest alone. */
        boolean isOfMigration() {
            return this != STARTED && this != STOPPED;
        }

        /** Whether the source wrote it; else the destination, or neither. */
        public boolean isOfSource() {
            return switch (this) {
                case LEAVING, RELEASED, RECLAIMED, FORCED, DONE, KEPT -> true;
                case OWNED, REFUSED, CONFIRMED, STARTED, STOPPED -> false;
            };
        }

        /**
         * Whether the other side may still ask, or must still be asked. What is not open any more
         * may be forgotten.
         */
        public boolean isOpen() {
            return switch (this) {
                case LEAVING, RELEASED, FORCED, OWNED -> true;
                case REFUSED, RECLAIMED, DONE, CONFIRMED, KEPT, STARTED, STOPPED -> false;
            };
        }

        /** Whether this host must ask the other side, if nobody else on it does. */
        public boolean mustAsk() {
            return isOpen() && isOfSource();
        }

        /** Whether the guest belongs to this host from here on. */
        public boolean bringsGuest() {
            return switch (this) {
                case STARTED, OWNED, RECLAIMED, FORCED -> true;
                case LEAVING, RELEASED, REFUSED, DONE, CONFIRMED, KEPT, STOPPED -> false;
            };
        }
    }

    public JournalRecord {
        requireNonNull(step, "step");
        requireNonNull(token, "token");
        requireNonNull(peer, "peer");
    }

    /** As the engine knows it: without the other side's address and the time. */
    public static JournalRecord of(
            Step step, MigrationToken token, @Nullable GuestDescription guest) {
        return new JournalRecord(step, token, guest, "", 0);
    }

    /** The same with what its writer knows beside it. */
    public JournalRecord stamped(String otherSide, long nowMs) {
        return new JournalRecord(step, token, guest, otherSide, nowMs);
    }

    /** The next step of the same migration. */
    public JournalRecord then(Step next, long nowMs) {
        return new JournalRecord(next, token, guest, peer, nowMs);
    }

    /** The guest's name; empty where it is not known. */
    public String guestName() {
        return guest == null ? "" : guest.name();
    }
}
