package org.pagurus.journal;

import org.pagurus.protocol.MigrationToken;

/** One step of a guest's ownership that must survive a crash. */
public record JournalRecord(MigrationToken token, String guestName, Step step) {
    /** The step's number in the journal; zero is invalid. */
    public enum Step {
        /** Source: the guest belongs to the destination; it never resumes here by itself. */
        RELEASED(1),
        /** Destination: the guest belongs to this host. */
        OWNED(2),
        /** Destination: the guest never came to this host; a late release must not revive it. */
        REFUSED(3),
        /** Source: the destination has refused the guest; it belongs to this host again. */
        RECLAIMED(4);

        private final int number;

        Step(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }
    }
}
